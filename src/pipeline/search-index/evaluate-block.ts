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

/** The keys of a need that any of them fulfils, as a word's are by languages; null for any other need. */
function keysOfAny(need: KeyNeed): readonly string[] | null {
  if (need.kind === 'key') return [need.key]
  if (need.kind !== 'some' || need.count !== 1) return null
  const keys = need.parts.flatMap((part) => (part.kind === 'key' ? [part.key] : []))
  return keys.length === need.parts.length ? keys : null
}

async function findBytesOfAny(
  db: Db,
  block: SearchBlock,
  keys: readonly string[],
): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = []
  for (const key of keys) {
    const bytes = await findBytes(db, block, key)
    if (bytes !== null) found.push(bytes)
  }
  return found
}

/** Words first, of them the rarest; what needs more reading only where something is left. */
async function evaluateAll(
  db: Db,
  block: SearchBlock,
  parts: readonly KeyNeed[],
): Promise<Uint32Array> {
  const words: (readonly Uint8Array[])[] = []
  const others: KeyNeed[] = []
  for (const part of parts) {
    const keys = keysOfAny(part)
    if (keys === null) {
      others.push(part)
      continue
    }
    const found = await findBytesOfAny(db, block, keys)
    if (found.length === 0) return NONE
    words.push(found)
  }
  words.sort((one, other) => byteCountOf(one) - byteCountOf(other))
  let left: Uint32Array | null = null
  for (const found of words) {
    const ordinals = decodeUnion(found)
    left = left === null ? ordinals : intersect(left, ordinals)
    if (left.length === 0) return NONE
  }
  // a prefix is read over many chunks
  others.sort((one, other) => Number(one.kind === 'prefix') - Number(other.kind === 'prefix'))
  for (const part of others) {
    const found = await evaluateBlock(db, block, part)
    left = left === null ? found : intersect(left, found)
    if (left.length === 0) return NONE
  }
  return left ?? NONE
}

function byteCountOf(lists: readonly Uint8Array[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0)
}

function decodeUnion(lists: readonly Uint8Array[]): Uint32Array {
  return lists.map(decodeOrdinals).reduce(unite, NONE)
}

function unite(one: Uint32Array, other: Uint32Array): Uint32Array {
  if (one.length === 0) return other
  const all = new Uint32Array(one.length + other.length)
  let [inOne, inOther, count] = [0, 0, 0]
  while (inOne < one.length || inOther < other.length) {
    const [left, right] = [one[inOne] ?? Infinity, other[inOther] ?? Infinity]
    all[count] = Math.min(left, right)
    count += 1
    if (left <= right) inOne += 1
    if (right <= left) inOther += 1
  }
  return all.subarray(0, count)
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
  if (count === 1) {
    let all: Uint32Array = NONE
    for (const part of parts) all = unite(all, await evaluateBlock(db, block, part))
    return all
  }
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
