import { html } from 'hono/html'
import type { Excerpt } from '../../core/alert/alert-content.ts'
import type { MatchSpan } from '../../core/rule/match-document.ts'
import type { Markup } from './bare-page.ts'

/** A passage with its hits marked, as in an e-mail. */
export function markedExcerpt({ parts, cutBefore, cutAfter }: Excerpt): Markup {
  const shown = parts.map(({ text, isHit }) => (isHit ? html`<mark>${text}</mark>` : html`${text}`))
  return html`${cutBefore ? '… ' : ''}${shown}${cutAfter ? ' …' : ''}`
}

type Range = Pick<MatchSpan, 'start' | 'end'>

/** A text with the hits in it marked. Spans may overlap and come in any order. */
export function markedText(text: string, spans: readonly Range[]): Markup {
  const parts: Markup[] = []
  let done = 0
  for (const { start, end } of joinOverlaps(spans)) {
    if (start > done) parts.push(html`${text.slice(done, start)}`)
    parts.push(html`<mark>${text.slice(Math.max(done, start), end)}</mark>`)
    done = Math.max(done, end)
  }
  return html`${parts}${text.slice(done)}`
}

/** The same in paragraphs, as texts are stored: parted by a blank line. */
export function markedParagraphs(text: string, spans: readonly Range[]): readonly Markup[] {
  const joined = joinOverlaps(spans)
  let start = 0
  return text.split('\n\n').map((paragraph) => {
    const [from, to] = [start, start + paragraph.length]
    start = to + 2
    const inside = joined
      .filter((span) => span.start < to && span.end > from)
      .map((span) => ({
        start: Math.max(0, span.start - from),
        end: Math.min(to, span.end) - from,
      }))
    return html`<p>${markedText(paragraph, inside)}</p>`
  })
}

function joinOverlaps(spans: readonly Range[]): readonly Range[] {
  const joined: Range[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1)
    if (last === undefined || span.start >= last.end) joined.push(span)
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
  }
  return joined.filter(({ start, end }) => end > start)
}
