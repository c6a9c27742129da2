import { cutText } from './cut-text.ts'
import { wildcardSource } from './read-term.ts'
import { INVISIBLE, readText } from './read-text.ts'

type Range = { readonly start: number; readonly end: number }

/** The range, widened to the signs at the ends of an exact term; null if the text has it written otherwise. */
export function exactRange(text: string, found: Range, term: string): Range | null {
  // the last dot of U.S. is a sign behind it
  const range = { ...found, end: found.end - (/[.．]/.test(text[found.end - 1] ?? '') ? 1 : 0) }
  const read = readText(term, true)
  const slots = cutText(read)
  let from = read.starts[slots[0]!.from]!
  const last = slots.at(-1)!
  let to = read.ends[last.to - (read.shapes[last.to - 1] === '.' ? 2 : 1)]!
  if (/[*＊]/.test(term[from - 1] ?? '')) from -= 1
  if (/[*＊]/.test(term[to] ?? '')) to += 1
  const words = new RegExp(`^${wildcardSource(exactForm(term.slice(from, to)))}$`, 's')
  if (!words.test(exactForm(text.slice(range.start, range.end)))) return null
  const before = exactForm(term.slice(0, from)).trimStart()
  const after = exactForm(term.slice(to)).trimEnd()
  const offsets = Array.from({ length: text.length + 1 }, (_, offset) => offset)
  const start = offsets.findLast(
    (offset) => offset <= range.start && exactForm(text.slice(offset, range.start)) === before,
  )
  const end = offsets.find(
    (offset) => offset >= range.end && exactForm(text.slice(range.end, offset)) === after,
  )
  return start === undefined || end === undefined ? null : { start, end }
}

/** What looks alike is alike: width, kinds of hyphens, apostrophes and spaces, and what cannot be seen. */
function exactForm(text: string): string {
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .replace(/[-‐‑‒–−]/g, '-')
    .replace(/['’‘‛ʼʻʽʾʿꞌ′`´]/g, "'")
}
