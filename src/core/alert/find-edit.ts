import type { Change } from './alert-content.ts'
import { alignWords, type Hunk } from './align-words.ts'
import { findPageNoise } from './find-page-noise.ts'
import { findTellingHunks } from './find-telling-hunks.ts'
import { listPassages } from './list-passages.ts'
import { makeChange, makeRewrite } from './make-change.ts'
import { type ComparedText, splitWords } from './split-words.ts'

/**
 * What changed between the text of a release that was told and its text now. Agencies touch their pages all the time, and
 * most of it is no news: a counter of views, the time of the last update, a typographic quotation mark. Words and numbers
 * are; each counts that was added, removed or replaced.
 *
 *     findEdit({ title: '', text: 'Ministers signed five memorandums.' }, { title: '', text: 'Ministers signed six memorandums.' })
 *     → one change: Ministers signed [five → six] memorandums.
 *
 * Not an edit: space, line ends, punctuation, kinds of quotation marks, invisible characters, spelling with or without a
 * space or hyphen (e-mail, email; 자유무역 협정), thousands separators, what `findPageNoise` finds, and case, unless a
 * word became an abbreviation or ceased to be one (us, US) in a sentence that was not set anew as a whole. A paragraph
 * that moved counts as removed and added.
 */
export type Edit = {
  /** The first few passages in reading order, the title first. */
  readonly changes: readonly Change[]
  /** Further passages. */
  readonly moreCount: number
}

export type EditedText = { readonly title: string; readonly text: string }

/** What an e-mail shows of one edit; whoever wants the rest reads the release. */
const MOST_CHANGES = 6

/** A text of this many words of which so little stayed was written anew; word by word nobody could read it. */
const REWRITE_WORDS = 60
const REWRITE_SHARE = 0.3

/** null when nothing changed but noise. The same texts always give the same edit, in bounded time. */
export function findEdit(before: EditedText, after: EditedText): Edit | null {
  const title = compareField('title', before.title, after.title)
  const text = compareField('text', before.text, after.text)
  const makers = [...title, ...text]
  if (makers.length === 0) return null
  return {
    changes: makers.slice(0, MOST_CHANGES).map((make) => make()),
    moreCount: Math.max(0, makers.length - MOST_CHANGES),
  }
}

/** One for each passage; made when it is shown, for there may be thousands. */
type ChangeMaker = () => Change

function compareField(
  field: Change['field'],
  before: string,
  after: string,
): readonly ChangeMaker[] {
  if (before === after) return []
  const old = readText(field, before)
  const now = readText(field, after)
  const hunks = alignWords(old.words, now.words)
  if (isRewrite(old, now, hunks)) return [(): Change => makeRewrite(field, now)]
  const telling = findTellingHunks(old, now, hunks)
  return listPassages(old, now, telling).map(
    (passage) => (): Change => makeChange(field, old, now, passage),
  )
}

/** A title has no counters; all of it counts. */
function readText(field: Change['field'], text: string): ComparedText {
  return { text, words: splitWords(text, field === 'title' ? [] : findPageNoise(text)) }
}

function isRewrite(old: ComparedText, now: ComparedText, hunks: readonly Hunk[]): boolean {
  const shorter = Math.min(old.words.length, now.words.length)
  const addedCount = hunks.reduce((sum, { after }) => sum + after.end - after.start, 0)
  const keptCount = now.words.length - addedCount
  return shorter >= REWRITE_WORDS && keptCount < shorter * REWRITE_SHARE
}
