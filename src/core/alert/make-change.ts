import type { Change, ChangePart } from './alert-content.ts'
import type { Hunk } from './align-words.ts'
import { LONGEST_PASSAGE, type Passage } from './list-passages.ts'
import { clip, gapOf, isCut, markedLength, showHunk, wordsText } from './show-hunk.ts'
import type { ComparedText } from './split-words.ts'

/** What changed, in passages with a little of the sentence around. */

const LEAST_CONTEXT = 60
/** What stands before the first change, as a share of the context. */
const LEAD_SHARE = 0.45

export function makeChange(
  field: Change['field'],
  old: ComparedText,
  now: ComparedText,
  { hunks, around }: Passage,
): Change {
  const marked = hunks.reduce((sum, hunk) => sum + markedLength(old, now, hunk), 0)
  const room = Math.max(LEAST_CONTEXT, LONGEST_PASSAGE - marked)
  const lead = findLead(old, now, hunks[0], around.start, room * LEAD_SHARE)
  const last = hunks[hunks.length - 1] ?? hunks[0]
  const hasLead = hunks.length > 1 || lead.start < last.after.start
  const trail = findTrail(old, now, last, hasLead, around.end, room - lead.length)
  const same = (text: string): ChangePart => ({ text, mark: 'same' })
  const parts = hunks.flatMap((hunk, index): readonly ChangePart[] => {
    const previous = hunks[index - 1]
    const start = previous?.after.end ?? lead.start
    return [
      same(previous === undefined ? '' : gapAfter(old, now, previous, index > 1 || hasLead)),
      same(wordsText(now, { start, end: hunk.after.start })),
      same(start < hunk.after.start ? gapBefore(old, now, hunk) : ''),
      ...showHunk(old, now, hunk),
    ]
  })
  const rest = isCut(old, now, last) ? '' : gapAfter(old, now, last, hasLead)
  const end = wordsText(now, { start: last.after.end, end: trail.end })
  const close =
    end === '' ? closingOf(rest) : `${rest}${end}${closingOf(gapOf(now, trail.end - 1))}`
  return {
    kind: 'words',
    field,
    parts: mergeParts([...parts, same(trail.isCut ? `${rest}${end}` : close)]),
    cutBefore: lead.isCut,
    cutAfter: trail.isCut,
  }
}

/** The beginning of a text that was written anew. */
export function makeRewrite(field: Change['field'], { text }: ComparedText): Change {
  const { text: beginning, isCut: isLonger } = clip(text.trim(), LONGEST_PASSAGE)
  return {
    kind: 'rewrite',
    field,
    parts: [{ text: beginning, mark: 'added' }],
    cutBefore: false,
    cutAfter: isLonger,
  }
}

/** The words of the sentence before a hunk, from word `from` on, as many as there is room for. */
function findLead(
  old: ComparedText,
  now: ComparedText,
  hunk: Hunk,
  from: number,
  room: number,
): { readonly start: number; readonly length: number; readonly isCut: boolean } {
  const endOfSame = now.words[hunk.after.start - 1]?.end ?? 0
  let start = hunk.after.start
  while (start > 0) {
    const word = now.words[start - 1]
    // what was removed from the end of a sentence follows a word that ends it only now
    const before =
      start === hunk.after.start && hunk.before.start < hunk.before.end
        ? old.words[hunk.before.start - 1]
        : word
    if (word === undefined || before?.endsSentence !== false) break
    if (start === from || endOfSame - word.start > room) {
      return { start, length: lengthFrom(start), isCut: true }
    }
    start -= 1
  }
  return { start, length: lengthFrom(start), isCut: false }

  function lengthFrom(first: number): number {
    return first === hunk.after.start ? 0 : endOfSame - (now.words[first]?.start ?? endOfSame)
  }
}

/** Where the words end that are shown behind the last hunk, at word `until` at the latest. */
function findTrail(
  old: ComparedText,
  now: ComparedText,
  hunk: Hunk,
  hasLead: boolean,
  until: number,
  room: number,
): { readonly end: number; readonly isCut: boolean } {
  const none = { end: hunk.after.end, isCut: false }
  const shown =
    hunk.after.start < hunk.after.end || hasLead
      ? now.words[hunk.after.end - 1]
      : old.words[hunk.before.end - 1]
  if (isCut(old, now, hunk) || shown?.endsSentence !== false) return none
  const start = now.words[hunk.after.end]?.start ?? 0
  let end = hunk.after.end
  for (; end < now.words.length; end += 1) {
    const word = now.words[end]
    if (word === undefined) break
    if (end === until || word.end - start > room) return { end, isCut: true }
    if (word.endsSentence) return { end: end + 1, isCut: false }
  }
  return { end, isCut: false }
}

/** What parts a hunk from the word before: as it was, where words were removed. */
function gapBefore(old: ComparedText, now: ComparedText, { before, after }: Hunk): string {
  return before.start < before.end ? gapOf(old, before.start - 1) : gapOf(now, after.start - 1)
}

/** What follows a hunk: as it is now, where that was not shown before the removed words already. */
function gapAfter(
  old: ComparedText,
  now: ComparedText,
  { before, after }: Hunk,
  hasLead: boolean,
): string {
  const gap = gapOf(now, after.end - 1)
  if (after.start < after.end) return gap
  const shown = hasLead ? gapOf(old, before.start - 1) : gap
  return gap.slice(commonLength(shown, gap)) || gapOf(old, before.end - 1)
}

function commonLength(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}

/** The punctuation that ends what stands before it, without what opens the next sentence. */
function closingOf(gap: string): string {
  return /^[^\s«„“‘「『（([]*/.exec(gap)?.[0] ?? ''
}

function mergeParts(parts: readonly ChangePart[]): readonly ChangePart[] {
  const merged: ChangePart[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (part.text === '') continue
    if (last?.mark === part.mark) {
      merged[merged.length - 1] = { text: last.text + part.text, mark: part.mark }
    } else merged.push(part)
  }
  return merged
}
