import type { ChangePart } from './alert-content.ts'
import type { Hunk, Span } from './align-words.ts'
import { isInsideCharacter } from './find-sentence.ts'
import type { ComparedText } from './split-words.ts'

/** Of what was removed or added at one place; the rest is cut. */
const LONGEST_MARKED = 160
const LONGEST_MARKED_ALONE = 240

/** The removed words of a hunk, then the added ones. */
export function showHunk(old: ComparedText, now: ComparedText, hunk: Hunk): readonly ChangePart[] {
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

export function markedLength(old: ComparedText, now: ComparedText, hunk: Hunk): number {
  const { removed, added } = clipHunk(old, now, hunk)
  return removed.text.length + added.text.length
}

export function isCut(old: ComparedText, now: ComparedText, hunk: Hunk): boolean {
  const { removed, added } = clipHunk(old, now, hunk)
  return removed.isCut || added.isCut
}

/** At the end of a word where there is one near. */
export function clip(text: string, longest: number): Clipped {
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
export function wordsText({ text, words }: ComparedText, { start, end }: Span): string {
  const first = words[start]
  const last = words[end - 1]
  return start >= end || first === undefined || last === undefined
    ? ''
    : text.slice(first.start, last.end)
}

export function gapOf({ text, words }: ComparedText, index: number): string {
  const word = words[index]
  return word === undefined ? '' : text.slice(word.end, word.gapEnd)
}
