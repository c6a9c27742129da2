import { newsTimeOf } from '../feed/doubt-of-date.ts'
import { DAY_MS, msOf, type Timestamp } from '../time.ts'
import type { TextComparison } from './containment.ts'
import { hasOtherFigures, hasSameFigures } from './figures.ts'
import { hasHeadlineBesideText } from './has-headline-beside-text.ts'
import { hasOtherOpening } from './has-other-opening.ts'
import { hasOtherSubject } from './has-other-subject.ts'
import { hasOtherTitleOfForm } from './has-other-title-of-form.ts'
import { isAmongOthers } from './is-among-others.ts'
import { hasOtherNumbers, hasSameTitle, type News } from './is-same-news.ts'
import { firstSentenceOf, leadSentencesOf } from './lead-sentences.ts'
import { storyWordsOf } from './story-words.ts'

export type DatedNews = News & {
  readonly published: Timestamp | null
  readonly firstSeenAt: Timestamp
}

/** A release is taken over within days; what is as much alike later is the next of a series. */
const LONGEST_APART_MS = 7 * DAY_MS

/** The same headline comes again: "Weekly press briefing". */
const SAME_TITLE_APART_MS = 3 * DAY_MS

/** Half of the runs of five words in either text are in both: other boilerplate, some sentences more or less. */
const MIN_RESEMBLANCE = 0.5

/** The shorter text is a piece of the other: a word that was changed in its two sentences costs five of thirty runs. */
const PIECE = 0.7

/** Under one headline a smaller piece is enough. */
const PIECE_UNDER_TITLE = 0.5

/** Fewer words stand above other news too. */
const MIN_TITLE_WORDS = 4

/**
 * Whether two items of different feeds, with neither link nor whole text in common, tell the same news. In doubt they do not:
 * two stories told apart cost a second line, a wrong merge hides news.
 */
export function tellsSameNews(a: DatedNews, b: DatedNews, comparison: TextComparison): boolean {
  if (!isOfOneTime(a, b)) return false
  if (hasOtherNumbers(a.title, b.title) && !hasSameFigures(a.text, b.text)) return false
  if (!isTextAlike(a, b, comparison) || !opensAlike(a, b)) return false
  if (isAmongOthers(a.text, b.text)) return false
  if (hasOtherOpening(a, b) || hasOtherTitleOfForm(a, b)) return false
  if (hasHeadlineBesideText(a, b)) return false
  return !hasOtherFigures(a.text, b.text) && !hasOtherSubject(a, b)
}

/** Whether two items are of one week, by their dates as far as these can be believed. */
export function isOfOneTime(a: DatedNews, b: DatedNews): boolean {
  return apartMsOf(a, b) <= LONGEST_APART_MS
}

function apartMsOf(a: DatedNews, b: DatedNews): number {
  return Math.abs(msOf(newsTimeOf(a)) - msOf(newsTimeOf(b)))
}

function isTextAlike(
  a: DatedNews,
  b: DatedNews,
  { containment, resemblance }: TextComparison,
): boolean {
  if (resemblance(a.text, b.text) >= MIN_RESEMBLANCE) return true
  const share = containment(a.text, b.text)
  if (share >= PIECE && sharesLeadSentence(a.text, b.text)) return true
  const isOfOneIssue = apartMsOf(a, b) <= SAME_TITLE_APART_MS
  return share >= PIECE_UNDER_TITLE && isOfOneIssue && hasSameTellingTitle(a, b)
}

/** Of the words of a sentence that was edited lightly so many are left. */
const MIN_SHARED_WORDS = 0.7

/**
 * Whether one text opens with what the other says too, before it or behind what it opens with itself. A paragraph on the
 * ministry may be longer than the news above it.
 */
function opensAlike(a: News, b: News): boolean {
  return opensWithPartOf(a.text, b.text) || opensWithPartOf(b.text, a.text)
}

function opensWithPartOf(text: string, other: string): boolean {
  const words = firstSentenceOf(text).flatMap(storyWordsOf)
  const others = new Set(storyWordsOf(other))
  const sharedCount = words.filter((word) => others.has(word)).length
  return sharedCount >= words.length * MIN_SHARED_WORDS
}

function sharesLeadSentence(a: string, b: string): boolean {
  return !new Set(leadSentencesOf(a)).isDisjointFrom(new Set(leadSentencesOf(b)))
}

function hasSameTellingTitle(a: News, b: News): boolean {
  return hasSameTitle(a, b) && storyWordsOf(a.title).length >= MIN_TITLE_WORDS
}
