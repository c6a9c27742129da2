import { foldTitle } from '../text/fold-title.ts'
import type { Containment } from './containment.ts'
import { numbersOf } from './figures.ts'
import { isTellingText, storyWordsOf } from './story-words.ts'

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

/**
 * Whether two items behind one link tell the same news: a link often stays while the headline is corrected, or has the
 * publisher's name added. Long texts that have nothing in common tell that the link shows ever other news.
 */
export function isSameNewsBehindLink(a: News, b: News, containment: Containment): boolean {
  if (hasOtherNumbers(a.title, b.title)) return false
  const share = containment(a.text, b.text)
  if (share === 0 && isTellingText(a.text) && isTellingText(b.text)) return false
  return hasSameTitle(a, b) || hasMuchTheSameTitle(a, b) || share >= MIN_CONTAINMENT
}

/** An empty title is no title. */
export function hasSameTitle(a: Pick<News, 'title'>, b: Pick<News, 'title'>): boolean {
  const title = foldTitle(a.title)
  return title !== '' && title === foldTitle(b.title)
}

/** Fewer words stand in the titles of other news too. */
const MIN_TITLE_WORDS = 3

/** Whether one title has all words of the other, but for their endings: "Talks on SMR begin", "SMRs: talks on … begin". */
function hasMuchTheSameTitle(a: Pick<News, 'title'>, b: Pick<News, 'title'>): boolean {
  const [shorter, longer] = [a, b]
    .map(({ title }) => [...new Set(storyWordsOf(title))])
    .sort((left, right) => left.length - right.length)
  if (shorter === undefined || longer === undefined) return false
  if (shorter.length < MIN_TITLE_WORDS) return false
  return shorter.every((word) => longer.some((other) => isSameButForEnding(word, other)))
}

/** Two thirds of a word are its stem: Korea and Korean, 장관이 and 장관은. */
const MIN_STEM_SHARE = 2 / 3

export function isSameButForEnding(a: string, b: string): boolean {
  const longest = Math.max(a.length, b.length)
  let shared = 0
  while (shared < longest && a[shared] === b[shared]) shared += 1
  return shared >= longest * MIN_STEM_SHARE
}

/**
 * Whether each title has a number that the other lacks. "Exports, 3/2026" and "Exports, 4/2026" differ in little else,
 * and their texts in a few figures. A number that only one of two headlines gives sets nothing apart.
 */
export function hasOtherNumbers(a: string, b: string): boolean {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  return !left.isSubsetOf(right) && !right.isSubsetOf(left)
}
