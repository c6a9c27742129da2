import { foldTitle } from '../text/fold-title.ts'
import type { Containment } from './containment.ts'

/** Headline and text of an item, as plain text. */
export type News = { readonly title: string; readonly text: string }

/** Below this share of common runs of words, two texts under different titles tell different news. */
const MIN_CONTAINMENT = 0.5

/** Whether two items that a link or a guid connects tell the same news: the title is the same, or half of the text. */
export function isSameNews(a: News, b: News, containment: Containment): boolean {
  if (hasSameTitle(a, b)) return true
  if (hasOtherNumbers(a.title, b.title)) return false
  return containment(a.text, b.text) >= MIN_CONTAINMENT
}

/** An empty title is no title. */
export function hasSameTitle(a: Pick<News, 'title'>, b: Pick<News, 'title'>): boolean {
  const title = foldTitle(a.title)
  return title !== '' && title === foldTitle(b.title)
}

/**
 * Whether each title has a number that the other lacks. "Exports, 3/2026" and "Exports, 4/2026" differ in little else,
 * and their texts in a few figures. A number that only one of two headlines gives sets nothing apart.
 */
export function hasOtherNumbers(a: string, b: string): boolean {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  return !left.isSubsetOf(right) && !right.isSubsetOf(left)
}

function numbersOf(title: string): ReadonlySet<string> {
  const numbers = title.normalize('NFKC').match(/\p{Nd}+/gu) ?? []
  return new Set(numbers.map((number) => number.replace(/^0+(?=.)/, '')))
}
