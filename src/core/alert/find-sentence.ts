/**
 * Where the sentence around a hit begins and ends. Unicode's sentence rules (UAX #29, as `Intl.Segmenter` has them)
 * know Latin and CJK full stops; what they do not know is abbreviations, so that "the U.S. Senate" would be two
 * sentences: a break behind one is not taken for an end.
 */

/** UTF-16 offsets, end exclusive, white space at both ends left out. */
export type TextRange = { readonly start: number; readonly end: number }

/** How far to look on each side: a paragraph may be megabytes, a sentence worth showing is not. */
const REACH = 2_000

const ABBREVIATION =
  /(?:^|[\s(])(?:\p{Lu}|(?:\p{L}\.)+\p{L}|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|vs|cf|Art|Sec|Gen|Gov|Sen|Rep|Hon|approx|ca|Nr|bzw)\.\s*$/u

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** The sentence that holds `range`; several sentences when the range reaches over a border. */
export function findSentence(text: string, range: TextRange): TextRange {
  const from = paragraphStart(text, range.start)
  const to = paragraphEnd(text, range.end)
  const borders = sentenceBorders(text.slice(from, to)).map((offset) => offset + from)
  const start = borders.findLast((border) => border <= range.start) ?? from
  const end = borders.find((border) => border >= range.end) ?? to
  return trimRange(text, { start, end })
}

/** The range without the white space at its ends. */
export function trimRange(text: string, range: TextRange): TextRange {
  const slice = text.slice(range.start, range.end)
  const start = range.start + (slice.length - slice.trimStart().length)
  return { start, end: Math.max(start, range.end - (slice.length - slice.trimEnd().length)) }
}

/** Whether a cut at this offset would part the two halves of a character outside the basic plane. */
export function isInsideCharacter(text: string, offset: number): boolean {
  const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
  const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
  return isLow(text.charCodeAt(offset)) && isHigh(text.charCodeAt(offset - 1))
}

function sentenceBorders(text: string): readonly number[] {
  const borders = [0]
  for (const { segment, index } of segmenter.segment(text)) {
    if (!ABBREVIATION.test(segment.slice(-20))) {
      borders.push(index + segment.length)
    }
  }
  return borders
}

function paragraphStart(text: string, offset: number): number {
  const from = Math.max(0, offset - REACH)
  const lineBreak = text.slice(from, offset).lastIndexOf('\n')
  const start = lineBreak < 0 ? from : from + lineBreak + 1
  return isInsideCharacter(text, start) ? start + 1 : start
}

function paragraphEnd(text: string, offset: number): number {
  const to = Math.min(text.length, offset + REACH)
  const lineBreak = text.slice(offset, to).indexOf('\n')
  const end = lineBreak < 0 ? to : offset + lineBreak
  return isInsideCharacter(text, end) ? end - 1 : end
}
