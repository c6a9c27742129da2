import { IntPairMap } from '../term/int-pair-map.ts'
import { keyOfCharacters } from './key-form.ts'

/** Numbers for keys, and which of them were noted for the document at hand. */
export class KeyNumbers {
  readonly #numbers = new Map<string, number>()
  /** Of two characters that follow one another; 0 is none, so the values are one more. */
  #ofCharacters = new IntPairMap()
  #names: string[] = []
  /** By number: the document for which it was last noted. */
  #notedFor = new Uint32Array(FIRST_ROOM)
  #document = 0
  #noted: number[] = []

  get count(): number {
    return this.#names.length
  }

  get names(): readonly string[] {
    return this.#names
  }

  /** The number of a key; a new one if it is met for the first time. */
  numberOf(key: string): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#names.push(key) - 1
    this.#numbers.set(key, number)
    if (number >= this.#notedFor.length) {
      const larger = new Uint32Array(this.#notedFor.length * 2)
      larger.set(this.#notedFor)
      this.#notedFor = larger
    }
    return number
  }

  /** The number of the key of two characters; `next` is 0 behind the last of a run. */
  numberOfCharacters(code: number, next: number): number {
    const known = this.#ofCharacters.get(code, next)
    if (known > 0) return known - 1
    const number = this.numberOf(keyOfCharacters(code, next === 0 ? null : next))
    this.#ofCharacters.add(code, next, number + 1)
    return number
  }

  /** Turns to the next document. */
  begin(): void {
    this.#document += 1
    this.#noted = []
  }

  note(numbers: readonly number[]): void {
    for (const number of numbers) this.noteOne(number)
  }

  noteOne(number: number): void {
    if (this.#notedFor[number] === this.#document) return
    this.#notedFor[number] = this.#document
    this.#noted.push(number)
  }

  /** What was noted for the document at hand, each once. */
  get noted(): readonly number[] {
    return this.#noted
  }

  clear(): void {
    this.#numbers.clear()
    this.#ofCharacters = new IntPairMap()
    this.#names = []
    this.#notedFor.fill(0)
    this.#document = 0
  }
}

const FIRST_ROOM = 65_536
