import {
  ChunkWriter,
  decodeOrdinals,
  type Posting,
  type PostingChunk,
  readPostings,
} from '../../core/search-index/posting-chunk.ts'
import type { Db } from '../../store/schema.ts'
import type { SearchBlock } from '../../store/search-index/search-blocks.ts'
import { listChunksBehind } from '../../store/search-index/search-chunks.ts'

/** After so many milliseconds others have their turn. */
const SLICE_MS = 6

/** The chunks of several blocks as those of one; null where others are to have their turn. */
export async function* joinChunks(
  db: Db,
  blocks: readonly SearchBlock[],
  ordinals: readonly Int32Array[],
): AsyncGenerator<PostingChunk | null> {
  const sources = blocks.map(({ id }, index) => new KeySource(db, id, ordinals[index]))
  for (const source of sources) await source.advance()
  const writer = new ChunkWriter()
  let startedMs = performance.now()
  for (;;) {
    const key = firstKeyOf(sources)
    if (key === null) break
    const found: number[] = []
    for (const source of sources) {
      if (source.key !== key) continue
      source.addOrdinals(found)
      if (!source.advanceInChunk()) await source.advance()
    }
    const chunk = found.length === 0 ? null : writer.add(key, inOrder(found))
    if (chunk !== null) yield chunk
    if (performance.now() - startedMs < SLICE_MS) continue
    yield null
    startedMs = performance.now()
  }
  const last = writer.end()
  if (last !== null) yield last
}

function firstKeyOf(sources: readonly KeySource[]): string | null {
  let first: string | null = null
  for (const { key } of sources) if (key !== null && (first === null || key < first)) first = key
  return first
}

/** Blocks follow one another in time for the most part. */
function inOrder(ordinals: readonly number[]): readonly number[] {
  for (let at = 1; at < ordinals.length; at += 1) {
    if ((ordinals[at] ?? 0) <= (ordinals[at - 1] ?? 0)) {
      return [...new Set(ordinals)].sort((one, other) => one - other)
    }
  }
  return ordinals
}

/** The keys of one block, one after the other. */
class KeySource {
  readonly #db: Db
  readonly #blockId: number
  readonly #ordinals: Int32Array
  #firstKey: string | null = null
  #postings: Iterator<Posting> | null = null
  #posting: Posting | null = null

  /** `ordinals` are those in the joined block. */
  constructor(db: Db, blockId: number, ordinals: Int32Array | undefined) {
    this.#db = db
    this.#blockId = blockId
    this.#ordinals = ordinals ?? new Int32Array(0)
  }

  /** The key at which it stands; null behind the last. */
  get key(): string | null {
    return this.#posting?.key ?? null
  }

  addOrdinals(into: number[]): void {
    if (this.#posting === null) return
    for (const ordinal of decodeOrdinals(this.#posting.bytes)) {
      const joined = this.#ordinals[ordinal] ?? -1
      if (joined >= 0) into.push(joined)
    }
  }

  /** Goes on to the next key of the chunk; false where there is none. */
  advanceInChunk(): boolean {
    const next = this.#postings?.next()
    this.#posting = next === undefined || next.done === true ? null : next.value
    return this.#posting !== null
  }

  /** Goes on to the next chunk. */
  async advance(): Promise<void> {
    const [chunk] = await listChunksBehind(this.#db, this.#blockId, this.#firstKey, 1)
    if (chunk === undefined) return
    this.#firstKey = chunk.firstKey
    this.#postings = readPostings(chunk.data)
    this.advanceInChunk()
  }
}
