import { MONTHS } from './date-words.ts'
import { comparedPartOf } from './story-words.ts'

/**
 * The figures in a text. Two issues of one statistics share their sentences and differ in these: numbers, and the names of
 * months, which a headline often has in place of one.
 */

const NUMBER = /\p{Nd}+(?:[.,]\p{Nd}+)*/gu

const MONTH = new RegExp(String.raw`\b(?:${MONTHS.join('|')})\b`, 'gu')

/** Each number once: `3`, `1234.5`. Leading zeros and separators of thousands do not count. */
export function numbersOf(text: string): ReadonlySet<string> {
  return new Set((comparedPartOf(text).match(NUMBER) ?? []).map(plainNumber))
}

/** Numbers and months, each once. */
export function figuresOf(text: string): ReadonlySet<string> {
  const months = comparedPartOf(text).match(MONTH) ?? []
  return new Set([...numbersOf(text), ...months])
}

function plainNumber(number: string): string {
  return number.replace(/,(?=\p{Nd}{3}(?!\p{Nd}))/gu, '').replace(/^0+(?=\p{Nd})/u, '')
}

/** Of so few figures one may differ by chance: a day, a correction. */
const FEW_FIGURES = 2

/** Whether half of the figures of the text that has fewer are not in the other one. */
export function hasOtherFigures(a: string, b: string): boolean {
  const [fewer, more] = [figuresOf(a), figuresOf(b)].toSorted((x, y) => x.size - y.size)
  if (fewer === undefined || more === undefined || fewer.size < FEW_FIGURES) return false
  const missingCount = fewer.difference(more).size
  return fewer.size === FEW_FIGURES ? missingCount === FEW_FIGURES : missingCount * 2 >= fewer.size
}

/** Fewer figures than these agree by chance. */
const MANY_FIGURES = 5

/** Whether two texts give the same figures, many of them: those of the text that has fewer all stand in the other. */
export function hasSameFigures(a: string, b: string): boolean {
  const [fewer, more] = [figuresOf(a), figuresOf(b)].toSorted((x, y) => x.size - y.size)
  if (fewer === undefined || more === undefined) return false
  return fewer.size >= MANY_FIGURES && fewer.isSubsetOf(more)
}
