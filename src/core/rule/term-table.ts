import { compileTerm } from './compile-term.ts'
import type { TermPattern } from './term-pattern.ts'

/** The distinct terms of all rules, each taken apart once. */
export type TermTable = {
  /** The number of a term; the same for the same words. */
  readonly numberOf: (words: string, isExact: boolean) => number
  readonly patterns: readonly TermPattern[]
}

export function createTermTable(): TermTable {
  const patterns: TermPattern[] = []
  const numbers = new Map<string, number>()
  return {
    patterns,
    numberOf(words, isExact): number {
      const key = `${isExact ? '=' : ' '}${words}`
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, patterns.length)
      patterns.push(compileTerm(words, isExact))
      return patterns.length - 1
    },
  }
}
