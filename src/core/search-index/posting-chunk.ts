import { ByteReader, ByteWriter } from './bytes.ts'

/** The items of a block, by their numbers in it, that have a key; ascending. */
export type Ordinals = readonly number[] | Uint32Array

/** A row of the index: some keys in their order, each with the items that have it. */
export type PostingChunk = { readonly firstKey: string; readonly data: Uint8Array }

/**
 * Writes keys, which must come in their order, into chunks of about 8 KB. Of a key only what differs from the one before
 * is written, and of ordinals their distances, so that an item costs about a byte for each of its keys.
 */
export class ChunkWriter {
  readonly #bytes = new ByteWriter()
  readonly #postings = new ByteWriter()
  #firstKey: string | null = null
  #before = ''

  /** Adds a key; returns the chunk that it filled, else null. */
  add(key: string, ordinals: Ordinals): PostingChunk | null {
    const shared = this.#firstKey === null ? 0 : sharedLength(this.#before, key)
    this.#firstKey ??= key
    this.#before = key
    this.#bytes.number(shared)
    this.#bytes.number(key.length - shared)
    for (let at = shared; at < key.length; at += 1) this.#bytes.number(key.charCodeAt(at))
    const postings = this.#encode(ordinals)
    this.#bytes.number(postings.length)
    this.#bytes.bytes(postings)
    return this.#bytes.length >= CHUNK_BYTES ? this.end() : null
  }

  /** What is left; null where nothing is. */
  end(): PostingChunk | null {
    if (this.#firstKey === null) return null
    const chunk = { firstKey: this.#firstKey, data: this.#bytes.take() }
    this.#firstKey = null
    return chunk
  }

  #encode(ordinals: Ordinals): Uint8Array {
    let next = 0
    for (const ordinal of ordinals) {
      this.#postings.number(ordinal - next)
      next = ordinal + 1
    }
    return this.#postings.take()
  }
}

/** Two pages of the database. Smaller ones cost more rows, larger ones more reading for each key. */
const CHUNK_BYTES = 8_000

function sharedLength(one: string, other: string): number {
  const limit = Math.min(one.length, other.length)
  let length = 0
  while (length < limit && one.charCodeAt(length) === other.charCodeAt(length)) length += 1
  return length
}

/** What is written for a key, still as bytes. */
export type Posting = { readonly key: string; readonly bytes: Uint8Array }

/** All keys of a chunk in their order. */
export function* readPostings(data: Uint8Array): Generator<Posting> {
  const reader = new ByteReader(data)
  let key = ''
  while (!reader.isAtEnd) {
    key = key.slice(0, reader.number()) + readLetters(reader, reader.number())
    yield { key, bytes: reader.bytes(reader.number()) }
  }
}

function readLetters(reader: ByteReader, length: number): string {
  let letters = ''
  for (let count = 0; count < length; count += 1) letters += String.fromCharCode(reader.number())
  return letters
}

/** What a chunk has for a key, as bytes; null if it does not have it. Keys before it are not made into strings. */
export function findPosting(data: Uint8Array, key: string): Uint8Array | null {
  const reader = new ByteReader(data)
  // how much of the key looked for begins the one before the place; all of those sort before it
  let matched = 0
  while (!reader.isAtEnd) {
    const shared = reader.number()
    const suffix = reader.number()
    if (shared < matched) return null // from here on they sort behind
    let order = 0
    let at = shared
    for (let count = 0; count < suffix; count += 1) {
      const unit = reader.number()
      if (shared !== matched || order !== 0) continue
      order = at < key.length ? unit - key.charCodeAt(at) : 1
      if (order === 0) at += 1
    }
    const length = reader.number()
    if (shared === matched) {
      if (order > 0) return null
      if (order === 0 && at === key.length) return reader.bytes(length)
      matched = at
    }
    reader.at += length
  }
  return null
}

/** The ordinals that were written so. */
export function decodeOrdinals(bytes: Uint8Array): Uint32Array {
  const ordinals = new Uint32Array(bytes.length)
  const reader = new ByteReader(bytes)
  let count = 0
  for (let next = 0; !reader.isAtEnd; count += 1) {
    const ordinal = next + reader.number()
    ordinals[count] = ordinal
    next = ordinal + 1
  }
  return ordinals.subarray(0, count)
}
