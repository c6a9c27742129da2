import type { DocumentField } from '../match-document.ts'
import { MAX_ENDS } from './first-ends.ts'

/** A place where a term stands. */
export type TermHit = {
  readonly field: DocumentField
  /** Tokens in prose: the first, and the one behind the last. Both -1 in fields that are no prose. */
  readonly firstToken: number
  readonly nextToken: number
  /** In prose a range of characters in the scan, which may lie within a token; else UTF-16 offsets in the field. */
  readonly from: number
  readonly to: number
}

/** Fields in the order in which hits are told. */
export const FIELDS: readonly DocumentField[] = [
  'title',
  'text',
  'source',
  'lang',
  'tag',
  'author',
  'url',
]

/** A set of fields in one number. */
export function fieldBit(field: DocumentField): number {
  return 1 << FIELDS.indexOf(field)
}

/** A term and the fields it is looked for in, in one number. */
export function termInFields(term: number, fields: number): number {
  return term * 2 ** FIELDS.length + fields
}

/**
 * What was found in one document: for each term in which fields it stands, and where. It is emptied and
 * filled again for every document; emptying costs nothing, because what an older document left carries an older stamp.
 */
export class TermHits {
  #stamp = 0
  #count = 0
  #field: DocumentField = 'text'
  #fieldBit = 0
  /** By term: the document it was last found in, and its fields there in the lower bits; its first and last hit, and the first of those that begin where the last does. */
  #states = new Int32Array(FIRST_TERMS)
  #heads = new Int32Array(FIRST_TERMS)
  #tails = new Int32Array(FIRST_TERMS)
  #starts = new Int32Array(FIRST_TERMS)
  /** By hit: its five numbers, and the next one of the same term. */
  #hits = new Int32Array(FIRST_HITS * WIDTH)
  readonly #found: number[] = []

  /** Begins with a new document; `termCount` is the highest number of a term and one. */
  begin(termCount: number): void {
    this.#stamp += 1
    this.#count = 0
    this.#found.length = 0
    if (this.#hits.length > MAX_IDLE_HITS * WIDTH) this.#hits = new Int32Array(FIRST_HITS * WIDTH)
    if (this.#states.length >= termCount && this.#stamp < MAX_STAMP) return
    const size = Math.max(this.#states.length, termCount * 2)
    this.#states = new Int32Array(size)
    this.#heads = new Int32Array(size)
    this.#tails = new Int32Array(size)
    this.#starts = new Int32Array(size)
    this.#stamp = 1
  }

  /** The field of the hits that are added next. */
  enter(field: DocumentField): void {
    this.#field = field
    this.#fieldBit = fieldBit(field)
  }

  add(term: number, firstToken: number, nextToken: number, from: number, to: number): void {
    const hit = this.#append(firstToken, nextToken, from, to)
    if (!this.has(term)) {
      this.#states[term] = (this.#stamp << FIELD_BITS) | this.#fieldBit
      this.#heads[term] = hit
      this.#tails[term] = hit
      this.#starts[term] = hit
      this.#found.push(term)
      return
    }
    if (!this.#beginsAt(this.#tails[term] ?? 0, from)) this.#starts[term] = hit
    else if (!this.#isAnotherEnd(term, hit)) {
      this.#count -= 1
      return
    }
    this.#states[term] = (this.#states[term] ?? 0) | this.#fieldBit
    this.#hits[(this.#tails[term] ?? 0) * WIDTH + NEXT] = hit
    this.#tails[term] = hit
  }

  /** The terms that were found, each once. */
  get terms(): readonly number[] {
    return this.#found
  }

  /** Whether a term was found. */
  has(term: number): boolean {
    return (this.#states[term] ?? 0) >> FIELD_BITS === this.#stamp
  }

  /** The fields that a term stands in; 0 if it was not found. */
  fieldsOf(term: number): number {
    const state = this.#states[term] ?? 0
    return state >> FIELD_BITS === this.#stamp ? state & FIELD_MASK : 0
  }

  /** The first hit of a term, and the one behind a hit; -1 if there is none. A hit is known by its number here. */
  firstOf(term: number): number {
    return this.has(term) ? (this.#heads[term] ?? -1) : -1
  }

  nextOf(hit: number): number {
    return this.#number(hit, NEXT)
  }

  isInFields(hit: number, fields: number): boolean {
    return ((1 << this.#number(hit, FIELD)) & fields) !== 0
  }

  fieldOf(hit: number): DocumentField {
    return FIELDS[this.#number(hit, FIELD)] ?? 'text'
  }

  fromOf(hit: number): number {
    return this.#number(hit, FROM)
  }

  toOf(hit: number): number {
    return this.#number(hit, TO)
  }

  firstTokenOf(hit: number): number {
    return this.#number(hit, FIRST_TOKEN)
  }

  nextTokenOf(hit: number): number {
    return this.#number(hit, NEXT_TOKEN)
  }

  /** The hits of a term in some fields, in the order of the text. */
  hitsOf(term: number, fields: number): readonly TermHit[] {
    const hits: TermHit[] = []
    if ((this.fieldsOf(term) & fields) === 0) return hits
    for (let hit = this.#heads[term] ?? -1; hit >= 0; hit = this.#number(hit, NEXT)) {
      if (!this.isInFields(hit, fields)) continue
      hits.push({
        field: this.fieldOf(hit),
        firstToken: this.firstTokenOf(hit),
        nextToken: this.nextTokenOf(hit),
        from: this.fromOf(hit),
        to: this.toOf(hit),
      })
    }
    return hits
  }

  get bytes(): number {
    return this.#states.length * 16 + this.#hits.length * 4
  }

  #number(hit: number, part: number): number {
    return this.#hits[hit * WIDTH + part] ?? -1
  }

  #beginsAt(hit: number, from: number): boolean {
    return this.#number(hit, FROM) === from && this.#number(hit, FIELD) === this.#fieldNumber
  }

  /**
   * Whether a hit that begins where the last one of its term does is to be kept as another: several readings may
   * find a term at one place, and of many ends the first are kept. The hits of one start follow one another.
   */
  #isAnotherEnd(term: number, fresh: number): boolean {
    const to = this.#number(fresh, TO)
    let last = fresh
    let count = 0
    for (let hit = this.#starts[term] ?? -1; hit >= 0; hit = this.#number(hit, NEXT)) {
      const end = this.#number(hit, TO)
      if (end === to) return false
      if (end > this.#number(last, TO)) last = hit
      count += 1
    }
    if (count < MAX_ENDS) return true
    this.#hits[last * WIDTH + NEXT_TOKEN] = this.#number(fresh, NEXT_TOKEN)
    this.#hits[last * WIDTH + TO] = to
    return false
  }

  get #fieldNumber(): number {
    return FIELDS.indexOf(this.#field)
  }

  #append(firstToken: number, nextToken: number, from: number, to: number): number {
    const at = this.#count * WIDTH
    if (at === this.#hits.length) {
      const larger = new Int32Array(this.#hits.length * 2)
      larger.set(this.#hits)
      this.#hits = larger
    }
    this.#hits[at + FIRST_TOKEN] = firstToken
    this.#hits[at + NEXT_TOKEN] = nextToken
    this.#hits[at + FROM] = from
    this.#hits[at + TO] = to
    this.#hits[at + FIELD] = this.#fieldNumber
    this.#hits[at + NEXT] = -1
    this.#count += 1
    return this.#count - 1
  }
}

const FIRST_TERMS = 256
const FIELD_BITS = 7
const FIELD_MASK = 0x7f
/** Stamps start anew before they need more bits than there are. */
const MAX_STAMP = 2 ** 24 - 1
const FIRST_HITS = 1024
/** Room for the hits of an unusual document, which is given back behind it. */
const MAX_IDLE_HITS = 200_000

const WIDTH = 6
const FIRST_TOKEN = 0
const NEXT_TOKEN = 1
const FROM = 2
const TO = 3
const FIELD = 4
const NEXT = 5
