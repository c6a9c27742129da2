import type { Change, ChangePart } from './alert-content.ts'
import type { Hunk, Span } from './align-words.ts'
import { isInsideCharacter } from './find-sentence.ts'
import type { ComparedText } from './split-words.ts'

/** Passages that show what changed, each with a little of the sentence around it. Lengths are UTF-16 units. */

const LONGEST_PASSAGE = 300
/** Of what was removed or added at one place; the rest is cut. */
const LONGEST_MARKED = 160
const LONGEST_MARKED_ALONE = 240
/** Changes of one sentence with more than this between them are passages of their own. */
const LONGEST_BETWEEN = 80
const LEAST_CONTEXT = 60
/** What stands before the first change, as a share of the context. */
const LEAD_SHARE = 0.45

/** Changes that are shown together, in order. */
export type Passage = readonly [Hunk, ...Hunk[]]

export function listPassages(
  old: ComparedText,
  now: ComparedText,
  hunks: readonly Hunk[],
): readonly Passage[] {
  const passages: [Hunk, ...Hunk[]][] = []
  let length = 0
  for (const hunk of hunks) {
    const passage = passages.at(-1)
    const last = passage?.at(-1)
    const size = markedLength(old, now, hunk)
    const between =
      last === undefined
        ? null
        : lengthWithin(now, { start: last.after.end, end: hunk.after.start })
    if (passage !== undefined && between !== null && length + between + size <= LONGEST_PASSAGE) {
      passage.push(hunk)
      length += between + size
    } else {
      passages.push([hunk])
      length = size
    }
  }
  return passages
}

/** Null where the words are too many to stand in one passage, or where a sentence ends before or in them. */
function lengthWithin({ words }: ComparedText, { start, end }: Span): number | null {
  const between = words.slice(start - 1, end)
  const [first] = between
  if (start === 0 || first === undefined) return null
  const length = (between.at(-1)?.gapEnd ?? first.gapEnd) - first.end
  return length > LONGEST_BETWEEN || between.some((word) => word.endsSentence) ? null : length
}

export function makeChange(
  field: Change['field'],
  old: ComparedText,
  now: ComparedText,
  passage: Passage,
): Change {
  const marked = passage.reduce((sum, hunk) => sum + markedLength(old, now, hunk), 0)
  const room = Math.max(LEAST_CONTEXT, LONGEST_PASSAGE - marked)
  const lead = findLead(old, now, passage[0], room * LEAD_SHARE)
  const last = passage[passage.length - 1] ?? passage[0]
  const hasLead = passage.length > 1 || lead.start < last.after.start
  const trail = findTrail(old, now, last, hasLead, room - lead.length)
  const same = (text: string): ChangePart => ({ text, mark: 'same' })
  const parts = passage.flatMap((hunk, index): readonly ChangePart[] => {
    const previous = passage[index - 1]
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

/** The words of the sentence before a hunk, as many as there is room for. */
function findLead(
  old: ComparedText,
  now: ComparedText,
  hunk: Hunk,
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
    if (endOfSame - word.start > room) return { start, length: lengthFrom(start), isCut: true }
    start -= 1
  }
  return { start, length: lengthFrom(start), isCut: false }

  function lengthFrom(first: number): number {
    return first === hunk.after.start ? 0 : endOfSame - (now.words[first]?.start ?? endOfSame)
  }
}

/** Where the words end that are shown behind the last hunk. */
function findTrail(
  old: ComparedText,
  now: ComparedText,
  hunk: Hunk,
  hasLead: boolean,
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
    if (word.end - start > room) return { end, isCut: true }
    if (word.endsSentence) return { end: end + 1, isCut: false }
  }
  return { end, isCut: false }
}

function showHunk(old: ComparedText, now: ComparedText, hunk: Hunk): readonly ChangePart[] {
  const { removed, added } = clipHunk(old, now, hunk)
  const isReplaced = removed.text !== '' && added.text !== ''
  return [
    { text: removed.text, mark: 'removed' },
    { text: isReplaced ? ' ' : '', mark: 'same' },
    { text: added.text, mark: 'added' },
  ]
}

type Clipped = { readonly text: string; readonly isCut: boolean }

function clipHunk(
  old: ComparedText,
  now: ComparedText,
  { before, after }: Hunk,
): { readonly removed: Clipped; readonly added: Clipped } {
  const isReplaced = before.start < before.end && after.start < after.end
  const longest = isReplaced ? LONGEST_MARKED : LONGEST_MARKED_ALONE
  return {
    removed: withEllipsis(clip(wordsText(old, before), longest)),
    added: withEllipsis(clip(wordsText(now, after), longest)),
  }
}

function markedLength(old: ComparedText, now: ComparedText, hunk: Hunk): number {
  const { removed, added } = clipHunk(old, now, hunk)
  return removed.text.length + added.text.length
}

function isCut(old: ComparedText, now: ComparedText, hunk: Hunk): boolean {
  const { removed, added } = clipHunk(old, now, hunk)
  return removed.isCut || added.isCut
}

/** At the end of a word where there is one near. */
function clip(text: string, longest: number): Clipped {
  if (text.length <= longest) return { text, isCut: false }
  const space = text.slice(0, longest + 1).search(/\s\S*$/u)
  const end = space > longest / 2 ? space : longest
  const whole = isInsideCharacter(text, end) ? end - 1 : end
  return { text: text.slice(0, whole).trimEnd(), isCut: true }
}

function withEllipsis({ text, isCut: isClipped }: Clipped): Clipped {
  return { text: isClipped ? `${text}…` : text, isCut: isClipped }
}

/** From the first word to the end of the last. */
function wordsText({ text, words }: ComparedText, { start, end }: Span): string {
  const first = words[start]
  const last = words[end - 1]
  return start >= end || first === undefined || last === undefined
    ? ''
    : text.slice(first.start, last.end)
}

function gapOf({ text, words }: ComparedText, index: number): string {
  const word = words[index]
  return word === undefined ? '' : text.slice(word.end, word.gapEnd)
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
