import type { News } from './is-same-news.ts'
import { storyWordsOf } from './story-words.ts'

/**
 * Whether two headlines are one form, filled in with words that neither text holds: "Road closure: Mill Lane" and "Road
 * closure: Abbey Street" above one standard text. What such items are about, their headlines alone say.
 */
export function hasOtherTitleOfForm(a: News, b: News): boolean {
  const [left, right] = [storyWordsOf(a.title), storyWordsOf(b.title)]
  if (Math.max(left.length, right.length) > MOST_TITLE_WORDS) return false
  const shortest = Math.min(left.length, right.length)
  const before = countEqual(shortest, (at) => left[at] === right[at])
  const behind = countEqual(shortest - before, (at) => left.at(-1 - at) === right.at(-1 - at))
  const shared = before + behind
  if (shared === shortest || shared * 2 < Math.max(left.length, right.length)) return false
  const letters = storyWordsOf(`${a.text}\n${b.text}`).join('')
  const filledIn = [left, right].map((words) => words.slice(before, words.length - behind))
  return filledIn.every((words) => words.every((word) => !letters.includes(word)))
}

/** The headlines of forms are short; each word of a long one would be sought in both texts. */
const MOST_TITLE_WORDS = 30

function countEqual(most: number, isEqual: (at: number) => boolean): number {
  let count = 0
  while (count < most && isEqual(count)) count += 1
  return count
}
