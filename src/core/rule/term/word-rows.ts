/** What the words of the text that is being read mean, and at which of them a term may begin. */
export class WordRows {
  /** By token: a number for what it means. */
  values = new Int32Array(0)
  /** Tokens at which a term may begin. */
  remarkable = new Int32Array(0)

  /** Makes room for a text of so many tokens; what an unusually long one took is given back. */
  reserve(count: number): void {
    const { length } = this.values
    const isIdle = length > MAX_IDLE_ROOM && count * 4 < length
    if (length >= count && !isIdle) return
    this.values = new Int32Array(count * 2)
    this.remarkable = new Int32Array(count * 2)
  }

  get bytes(): number {
    return this.values.length * 8
  }
}

/** Tokens of some megabytes of text. */
const MAX_IDLE_ROOM = 262_144
