import type { MatchSpan } from '../rule/match-document.ts'
import type { Excerpt, ExcerptPart } from './alert-content.ts'
import { findSentence, isInsideCharacter, type TextRange, trimRange } from './find-sentence.ts'

/**
 * The passages of a document that show why a rule hit: the sentence around each hit, with the hit words marked, so that
 * a reader of the e-mail can judge without opening the link.
 */

export type ExcerptLimits = {
  /** UTF-16 units of one excerpt; a longer sentence is cut around its hits. */
  readonly maxLength: number
  /** Excerpts from the text; the title is beside them. */
  readonly maxTextExcerpts: number
}

const EXCERPT_LIMITS: ExcerptLimits = { maxLength: 300, maxTextExcerpts: 3 }

/** What stands before the first hit of a cut sentence, as a share of the whole. */
const LEAD_SHARE = 0.35

/** A cut goes to a space when there is one this near; text without spaces (Chinese, Japanese) is cut where it is. */
const WORD_REACH = 24

/** Hits that are looked at, of each sort; see `hitsWorthShowing`. */
const CANDIDATES = 24

/** A passage and the hits in it; `terms` says what it shows. */
type Passage = TextRange & {
  readonly hits: readonly TextRange[]
  readonly terms: ReadonlySet<string>
  readonly cutBefore: boolean
  readonly cutAfter: boolean
}

/**
 * At most one excerpt of the title (when it was hit) and `maxTextExcerpts` of the text, in reading order. Where there are
 * more, those that show a term not shown yet go first. A text without hits gives its beginning. Spans of other fields
 * are passed over; spans out of bounds are clipped.
 */
export function makeExcerpts(
  document: { readonly title: string; readonly text: string },
  spans: readonly MatchSpan[],
  limits: ExcerptLimits = EXCERPT_LIMITS,
): readonly Excerpt[] {
  const whole = (): TextRange => trimRange(document.title, { start: 0, end: document.title.length })
  const inText = (hit: TextRange): TextRange => findSentence(document.text, hit)
  const titleHits = spansOf(spans, 'title', document.title)
  const textHits = spansOf(spans, 'text', document.text)
  const titles = passagesOf(document.title, titleHits, whole, limits)
  const texts = passagesOf(document.text, textHits, inText, limits)
  const shown = choosePassages(texts, limits.maxTextExcerpts)
  const beginning = shown.length === 0 ? [beginningOf(document.text, limits.maxLength)] : shown
  return [
    ...titles.slice(0, 1).map((passage) => toExcerpt('title', document.title, passage)),
    ...beginning
      .filter((passage) => passage.end > passage.start)
      .map((passage) => toExcerpt('text', document.text, passage)),
  ]
}

type Hit = TextRange & { readonly term: string }

/** The hits of one field in reading order, within the string, none inside another. */
function spansOf(
  spans: readonly MatchSpan[],
  field: MatchSpan['field'],
  text: string,
): readonly Hit[] {
  return spans
    .filter((span) => span.field === field)
    .map((span) => ({
      start: Math.max(0, isInsideCharacter(text, span.start) ? span.start - 1 : span.start),
      end: Math.min(text.length, isInsideCharacter(text, span.end) ? span.end + 1 : span.end),
      term: span.concept === null ? span.term : `@${span.concept}`,
    }))
    .filter((hit) => hit.start < hit.end)
    .sort((a, b) => a.start - b.start || b.end - a.end)
}

/** One passage a sentence; a sentence too long for one makes as many as its hits need. */
function passagesOf(
  text: string,
  hits: readonly Hit[],
  sentenceAround: (hit: TextRange) => TextRange,
  limits: ExcerptLimits,
): readonly Passage[] {
  const passages: Passage[] = []
  let shownTo = 0
  for (const hit of hitsWorthShowing(hits)) {
    if (hit.start >= shownTo) {
      const sentence = sentenceAround(hit)
      const unseen = { start: Math.max(sentence.start, shownTo), end: sentence.end }
      const range = cutAround(text, unseen, hit, limits.maxLength)
      const inside = hits.filter((other) => other.start < range.end && other.end > range.start)
      passages.push({
        ...range,
        hits: mergeRanges(inside, range),
        terms: new Set(inside.map((other) => other.term)),
        cutBefore: range.start > sentence.start,
        cutAfter: range.end < sentence.end,
      })
      shownTo = range.end
    }
  }
  return passages
}

/** The first hit of each term and the first few of all: a text may have thousands, and only a handful is shown. */
function hitsWorthShowing(hits: readonly Hit[]): readonly Hit[] {
  const terms = new Set<string>()
  const firsts = hits.filter((hit) => !terms.has(hit.term) && terms.add(hit.term))
  const candidates = new Set([...firsts.slice(0, CANDIDATES), ...hits.slice(0, CANDIDATES)])
  return [...candidates].sort((a, b) => a.start - b.start)
}

function cutAround(text: string, within: TextRange, hit: TextRange, maxLength: number): TextRange {
  if (within.end - within.start <= maxLength) {
    return trimRange(text, within)
  }
  const lead = Math.min(maxLength * LEAD_SHARE, Math.max(0, maxLength - (hit.end - hit.start)))
  const wanted = Math.min(hit.start - Math.floor(lead), within.end - maxLength)
  const start = wanted <= within.start ? within.start : wordStart(text, wanted, hit.start)
  const limit = Math.min(within.end, start + maxLength)
  const end = limit === within.end ? limit : wordEnd(text, limit, hit.end)
  return trimRange(text, { start, end })
}

/** The first start of a word at or after `offset`, but not after `limit`. */
function wordStart(text: string, offset: number, limit: number): number {
  const space = text.slice(offset - 1, Math.min(limit, offset + WORD_REACH)).search(/\s/u)
  const start = space < 0 ? offset : offset + space
  return isInsideCharacter(text, start) ? start - 1 : start
}

/** The last end of a word at or before `offset`, but not before `limit`. */
function wordEnd(text: string, offset: number, limit: number): number {
  const from = Math.max(limit, offset - WORD_REACH)
  const space = from < offset ? text.slice(from, offset + 1).search(/\s\S*$/u) : -1
  const end = space < 0 ? offset : from + space
  return isInsideCharacter(text, end) ? end - 1 : end
}

/** The passages that show the most different terms, then the earliest, in reading order. */
function choosePassages(passages: readonly Passage[], maxCount: number): readonly Passage[] {
  const chosen = new Set<Passage>()
  const shownTerms = new Set<string>()
  for (const passage of passages) {
    if (chosen.size < maxCount && [...passage.terms].some((term) => !shownTerms.has(term))) {
      chosen.add(passage)
      for (const term of passage.terms) {
        shownTerms.add(term)
      }
    }
  }
  for (const passage of passages) {
    if (chosen.size < maxCount) {
      chosen.add(passage)
    }
  }
  return passages.filter((passage) => chosen.has(passage))
}

/** What a text begins with: its first sentence, cut to the limit. */
function beginningOf(text: string, maxLength: number): Passage {
  const start = text.length - text.trimStart().length
  const sentence = findSentence(text, { start, end: Math.min(start + 1, text.length) })
  const end =
    sentence.end - sentence.start <= maxLength
      ? sentence.end
      : wordEnd(text, start + maxLength, start)
  const range = trimRange(text, { start, end })
  return { ...range, hits: [], terms: new Set(), cutBefore: false, cutAfter: end < sentence.end }
}

/** Overlapping and touching ranges as one, clipped to the bounds. */
function mergeRanges(ranges: readonly TextRange[], bounds: TextRange): readonly TextRange[] {
  const merged: TextRange[] = []
  for (const range of ranges) {
    const start = Math.max(range.start, bounds.start)
    const end = Math.min(range.end, bounds.end)
    const last = merged.at(-1)
    if (last !== undefined && start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) }
    } else {
      merged.push({ start, end })
    }
  }
  return merged
}

function toExcerpt(field: Excerpt['field'], text: string, passage: Passage): Excerpt {
  const parts: ExcerptPart[] = []
  let at = passage.start
  for (const hit of passage.hits) {
    parts.push({ text: text.slice(at, hit.start), isHit: false })
    parts.push({ text: text.slice(hit.start, hit.end), isHit: true })
    at = hit.end
  }
  parts.push({ text: text.slice(at, passage.end), isHit: false })
  return {
    field,
    parts: parts.filter((part) => part.text !== ''),
    cutBefore: passage.cutBefore,
    cutAfter: passage.cutAfter,
  }
}
