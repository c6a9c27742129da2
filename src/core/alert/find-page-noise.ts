import { monthOf } from '../feed/month-of.ts'
import type { TextRange } from './find-sentence.ts'
import {
  BETWEEN_SHARE_WORDS,
  COUNTERS,
  NEIGHBOURS,
  SHARE_WORDS,
  STAMPS,
} from './page-noise-words.ts'

/**
 * What a page says of itself and not of its subject, and what therefore changes without any news: counters of views, the
 * time of the last update, buttons for sharing, links to the posts before and after. Only a line, or a part of one between
 * separators, that is nothing else is noise: "12 comments were received" is a sentence. Teasers are often one line, with the
 * page's words behind the last sentence; so what stands there is looked at like a line of its own (`findTailNoise`).
 */

/** A longer line is prose. */
const LONGEST_LINE = 400
const LONGEST_PART = 120
/** A page shows its clock, or when it was posted, near its beginning or its end; in between a time is that of an event. */
const EDGE_LINES = 4

const NUMBER = String.raw`\p{Nd}+(?:[.,'’]\p{Nd}+| \p{Nd}{3}(?!\p{Nd}))*(?![.,'’]?\p{Nd})\s?(?:[km만천万千](?!\p{L}))?`
const UNIT = '(?:\\s?(?:회|건|명|개|次|回|件|人次|times)(?!\\p{L}))?'
const COUNTER = `(?:(?:number of|total|총|누적|nombre de|anzahl(?: der)?|número de) )?(?:${COUNTERS})`
const PAIR = String.raw`(?:${COUNTER}\s*[:：]?\s*[([]?\s*${NUMBER}${UNIT}\s*[)\]]?|${NUMBER}${UNIT}\s*${COUNTER}(?!\p{L}))`
const PAIRS = String.raw`(?:${PAIR}[\s,;]*)+`
const COUNTER_PART = new RegExp(String.raw`^(?:${PAIRS}|\(${PAIRS}\)|\[${PAIRS}\])$`, 'iu')
const COUNTER_LABEL = new RegExp(`^${COUNTER}\\s*[:：]?$`, 'iu')
const NUMBER_ALONE = new RegExp(String.raw`^[([]?${NUMBER}${UNIT}[)\]]?$`, 'iu')
const STAMP = new RegExp(String.raw`^(?:${STAMPS})(?!\p{L})\s*[:：]?\s*(.*)$`, 'iu')
const COUNTER_WORD = new RegExp(`^(?:${COUNTERS})$`, 'iu')
const NEIGHBOUR = new RegExp(String.raw`^(?:${NEIGHBOURS})(?:\s*[:：▲▼△▽>]|\s|$)\s*(.*)$`, 'iu')

const SEPARATOR = /[|│ㅣ·•∙‧\t]|\s\/\s| {2,}/gu

/** The ranges of the text that say nothing, in order. */
export function findPageNoise(text: string): readonly TextRange[] {
  const lines = listLines(text)
  const edges = new Set([...lines.slice(0, EDGE_LINES), ...lines.slice(-EDGE_LINES)])
  const found = lines.flatMap((line, index) => {
    if (isPairedLine(line, lines[index - 1], lines[index + 1])) return [line]
    if (edges.has(line) && isClock(line.words)) return [line]
    const parts = [
      ...(index === 0 ? findHeadNoise(line, text) : []),
      ...findNoisyParts(line, text),
      ...(index === lines.length - 1 ? findTailNoise(line, text) : []),
    ]
    return parts
      .toSorted((a, b) => a.start - b.start)
      .filter((part, at, all) => part.start >= (all[at - 1]?.end ?? 0))
  })
  return found.map(({ start, end }) => ({ start, end }))
}

type Line = TextRange & { readonly words: string }

/** Lines that are not blank and no prose. Long ones stay as empty words, so that no line seems to follow another. */
function listLines(text: string): readonly Line[] {
  const lines: Line[] = []
  for (let start = 0; start < text.length; ) {
    const lineBreak = text.indexOf('\n', start)
    const end = lineBreak < 0 ? text.length : lineBreak
    if (end - start > LONGEST_LINE) lines.push({ start, end, words: '' })
    else {
      const words = tidy(text.slice(start, end))
      if (words !== '') lines.push({ start, end, words })
    }
    start = end + 1
  }
  return lines
}

function tidy(words: string): string {
  return words.normalize('NFKC').trim()
}

/** A label and its value may be lines of their own, in either order; so may a label and the title of another post. */
function isPairedLine(line: Line, last: Line | undefined, next: Line | undefined): boolean {
  const around = [last, next].flatMap((other) => (other === undefined ? [] : [other.words]))
  if (NUMBER_ALONE.test(line.words)) return around.some((words) => COUNTER_LABEL.test(words))
  if (COUNTER_LABEL.test(line.words)) return around.some((words) => NUMBER_ALONE.test(words))
  if (isLabelAlone(line.words, STAMP)) return true
  if (last === undefined) return false
  if (isLabelAlone(last.words, STAMP)) return isDate(line.words)
  return isLabelAlone(last.words, NEIGHBOUR)
}

function isLabelAlone(words: string, label: RegExp): boolean {
  return label.exec(words)?.[1] === ''
}

/** The line where all of it is noise, else its noisy parts. */
function findNoisyParts({ start, words, end }: Line, text: string): readonly TextRange[] {
  if (words === '') return []
  if (NEIGHBOUR.test(words)) return [{ start, end }]
  const parts = splitParts(text, { start, end })
  const noisy = parts.filter((part) => isNoise(tidy(text.slice(part.start, part.end))))
  return noisy.length === parts.length ? [{ start, end }] : noisy
}

/** The parts at the beginning of a long line, up to the first that is prose. */
function findHeadNoise({ start, words, end }: Line, text: string): readonly TextRange[] {
  if (words !== '') return []
  const reach = Math.min(end, start + 2 * LONGEST_PART)
  const parts = splitParts(text, { start, end: reach }).filter((part) => part.end < reach)
  const prose = parts.findIndex((part) => !isNoise(tidy(text.slice(part.start, part.end))))
  return parts.slice(0, prose < 0 ? parts.length : prose)
}

/**
 * What follows the last sentence of the last line: `… next year. Views: 120 | Comments: 3`. "Stand: 3. März 2026" holds
 * what looks like the end of a sentence, so the longest tail is tried first.
 */
function findTailNoise({ start, end }: TextRange, text: string): readonly TextRange[] {
  const from = Math.max(start, end - 2 * LONGEST_PART)
  for (const { index, 0: border } of text.slice(from, end).matchAll(TAIL_BORDER)) {
    const parts = splitParts(text, { start: from + index + border.length, end })
    const noisy = parts.filter((part) => isTail(tidy(text.slice(part.start, part.end))))
    if (noisy.length > 0 && noisy[0] === parts[0]) return noisy
  }
  return []
}

const TAIL_BORDER = /[.!?…]["'”’)\]]*\s+|[。！？][」』”’）]*\s*|[|│ㅣ·•]\s*/gu

/** Stricter than for a line: "Updated on 3 March 2026 to cover dams" is more likely a sentence where others stand before it. */
function isTail(words: string): boolean {
  if (!isNoise(words)) return false
  const dated = STAMP.exec(words)?.[1]?.match(/\p{L}{2,}/gu) ?? []
  const others = dated.filter(
    (word) => !CLOCK_WORD.test(word) && monthOf(word) === null && !COUNTER_WORD.test(word),
  )
  return others.length <= 1
}

function splitParts(text: string, { start, end }: TextRange): readonly TextRange[] {
  const line = text.slice(start, end)
  const borders = [...line.matchAll(SEPARATOR)].map(({ index, 0: { length } }) => ({
    start: start + index,
    end: start + index + length,
  }))
  return [...borders, { start: end, end }].map((border, index) => ({
    start: borders[index - 1]?.end ?? start,
    end: border.start,
  }))
}

function isNoise(words: string): boolean {
  if (words === '') return true
  if (words.length > LONGEST_PART) return false
  const stamped = STAMP.exec(words)?.[1]
  return (
    COUNTER_PART.test(words) ||
    isShareLine(words) ||
    (stamped !== undefined && (stamped === '' || isDate(stamped)))
  )
}

function isShareLine(line: string): boolean {
  const words = line
    .toLowerCase()
    .split(/[\s,/:]+/)
    .filter((word) => word !== '')
  return (
    words.some((word) => SHARE_WORDS.has(word)) &&
    words.every((word) => SHARE_WORDS.has(word) || BETWEEN_SHARE_WORDS.has(word))
  )
}

/** A day, month or clock, with a few words between, as after "Last updated": `lundi 3 mars 2026 à 10h15`. */
function isDate(words: string): boolean {
  const numbers = words.match(/\p{Nd}+/gu) ?? []
  const others = words.match(/\p{L}+/gu) ?? []
  return numbers.length >= 2 && numbers.length <= 8 && others.length <= 8 && onlyShort(others)
}

/** Of more than four words some are units: `2026년 3월 2일 10시 30분`. */
function onlyShort(words: readonly string[]): boolean {
  return words.filter((word) => word.length > 1).length <= 4
}

const CLOCK = /(?<!\p{Nd})\p{Nd}{1,2}:\p{Nd}{2}(?::\p{Nd}{2})?(?![\p{Nd}:])/u
const CLOCK_WORD =
  /^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|at|on|am|pm|a|p|m|[a-z]{1,3}t|utc|gmt|z|[년월일시분초年月日時分秒]|[월화수목금토일月火水木金土日]요일|[화수목금토火水木金土]|曜日|오전|오후|입력|午前|午後)$/iu

/** A whole date with a clock, and nothing else. */
function isClock(words: string): boolean {
  if (words.length > LONGEST_PART || !CLOCK.test(words) || !/\p{Nd}{4}/u.test(words)) return false
  const others = words.match(/\p{L}+/gu) ?? []
  return others.every((word) => CLOCK_WORD.test(word) || monthOf(word) !== null)
}
