import type { KeyNeed } from '../../core/rule/keys/key-need.ts'
import {
  decodeOrdinals,
  findPosting,
  type Posting,
  readPostings,
} from '../../core/search-index/posting-chunk.ts'
import type { Db } from '../../store/schema.ts'
import type { SearchBlock } from '../../store/search-index/search-blocks.ts'
import { findChunk, listChunksBehind } from '../../store/search-index/search-chunks.ts'

/** The items of a block that have the keys of a need, by their ordinals, ascending. */
export async function evaluateBlock(
  db: Db,
  block: SearchBlock,
  need: KeyNeed,
): Promise<Uint32Array> {
  switch (need.kind) {
    case 'anything':
      return Uint32Array.from({ length: block.itemCount }, (_, ordinal) => ordinal)
    case 'key': {
      const bytes = await findBytes(db, block, need.key)
      return bytes === null ? NONE : decodeOrdinals(bytes)
    }
    case 'prefix':
      return await findByPrefix(db, block, need.prefix)
    case 'some':
      return need.count === need.parts.length
        ? await evaluateAll(db, block, need.parts)
        : await evaluateSome(db, block, need.parts, need.count)
  }
}

const NONE = new Uint32Array(0)

async function findBytes(db: Db, block: SearchBlock, key: string): Promise<Uint8Array | null> {
  const chunk = await findChunk(db, block.id, key)
  return chunk === null ? null : findPosting(chunk, key)
}

/** Keys first, of them the rarest; what needs more reading only where something is left. */
async function evaluateAll(
  db: Db,
  block: SearchBlock,
  parts: readonly KeyNeed[],
): Promise<Uint32Array> {
  const postings: Uint8Array[] = []
  for (const part of parts) {
    if (part.kind !== 'key') continue
    const bytes = await findBytes(db, block, part.key)
    if (bytes === null) return NONE
    postings.push(bytes)
  }
  postings.sort((one, other) => one.length - other.length)
  let left: Uint32Array | null = null
  for (const bytes of postings) {
    left = left === null ? decodeOrdinals(bytes) : intersect(left, decodeOrdinals(bytes))
    if (left.length === 0) return NONE
  }
  const others = parts.filter(({ kind }) => kind !== 'key')
  // a prefix is read over many chunks
  others.sort((one, other) => Number(one.kind === 'prefix') - Number(other.kind === 'prefix'))
  for (const part of others) {
    const found = await evaluateBlock(db, block, part)
    left = left === null ? found : intersect(left, found)
    if (left.length === 0) return NONE
  }
  return left ?? NONE
}

function intersect(one: Uint32Array, other: Uint32Array): Uint32Array {
  const shared = new Uint32Array(Math.min(one.length, other.length))
  let [inOne, inOther, count] = [0, 0, 0]
  while (inOne < one.length && inOther < other.length) {
    const [left, right] = [one[inOne] ?? 0, other[inOther] ?? 0]
    if (left === right) {
      shared[count] = left
      count += 1
    }
    if (left <= right) inOne += 1
    if (right <= left) inOther += 1
  }
  return shared.subarray(0, count)
}

async function evaluateSome(
  db: Db,
  block: SearchBlock,
  parts: readonly KeyNeed[],
  count: number,
): Promise<Uint32Array> {
  if (count === 1 && parts.length === 0) return NONE
  const counts = new Uint16Array(block.itemCount)
  for (const part of parts) {
    for (const ordinal of await evaluateBlock(db, block, part)) {
      counts[ordinal] = (counts[ordinal] ?? 0) + 1
    }
  }
  return ordinalsWhere(counts, count)
}

async function findByPrefix(db: Db, block: SearchBlock, prefix: string): Promise<Uint32Array> {
  const counts = new Uint16Array(block.itemCount)
  const note = ({ bytes }: Posting): void => {
    for (const ordinal of decodeOrdinals(bytes)) counts[ordinal] = 1
  }
  const first = await findChunk(db, block.id, prefix)
  if (first !== null) for (const posting of withPrefix(first, prefix)) note(posting)
  let behind = prefix
  for (;;) {
    const chunks = await listChunksBehind(db, block.id, behind, CHUNKS_AT_ONCE)
    for (const { firstKey, data } of chunks) {
      if (!firstKey.startsWith(prefix)) return ordinalsWhere(counts, 1)
      for (const posting of withPrefix(data, prefix)) note(posting)
      behind = firstKey
    }
    if (chunks.length < CHUNKS_AT_ONCE) return ordinalsWhere(counts, 1)
  }
}

const CHUNKS_AT_ONCE = 16

function* withPrefix(chunk: Uint8Array, prefix: string): Generator<Posting> {
  for (const posting of readPostings(chunk)) {
    if (posting.key.startsWith(prefix)) yield posting
    else if (posting.key > prefix) return
  }
}

function ordinalsWhere(counts: Uint16Array, least: number): Uint32Array {
  const ordinals = new Uint32Array(counts.length)
  let found = 0
  for (let ordinal = 0; ordinal < counts.length; ordinal += 1) {
    if ((counts[ordinal] ?? 0) < least) continue
    ordinals[found] = ordinal
    found += 1
  }
  return ordinals.subarray(0, found)
}
