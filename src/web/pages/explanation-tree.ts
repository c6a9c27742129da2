import { html } from 'hono/html'
import type { MatchDocument } from '../../core/rule/match-document.ts'
import type { Explanation } from '../../core/rule/query/explain.ts'
import type { Markup } from './bare-page.ts'

/** Of a concept with hundreds of terms, those that hit or nearly hit are worth a line; of the others so many. */
const MOST_IDLE_TERMS = 5

/** The query clause by clause, with what each hit and what nearly hit. */
export function explanationTree(explanation: Explanation, document: MatchDocument): Markup {
  return html`<ul class="tree">${clause(explanation, document)}</ul>`
}

function clause(explanation: Explanation, document: MatchDocument): Markup {
  const { isTrue, note, children } = explanation
  const shown = explanation.kind === 'concept' ? withoutIdle(children) : children
  const hiddenCount = children.length - shown.length
  return html`<li><span class="verdict ${isTrue ? 'holds' : 'fails'}">${isTrue ? '✓ holds' : '✗ does not hold'}</span> <code>${explanation.clause}</code>${hitWords(explanation, document)}${
    note === null ? html`` : html` <span class="near-miss">${note}</span>`
  }${
    shown.length === 0
      ? html``
      : html`<ul>${shown.map((child) => clause(child, document))}${hiddenCount === 0 ? html`` : html`<li class="more">and ${hiddenCount} more that are not there</li>`}</ul>`
  }</li>
`
}

function withoutIdle(children: readonly Explanation[]): readonly Explanation[] {
  const idle = children.filter(({ isTrue, note }) => !isTrue && note === null)
  const hidden = new Set(idle.slice(MOST_IDLE_TERMS))
  return children.filter((child) => !hidden.has(child))
}

/** The words of a single term; those of a group stand at its parts. */
function hitWords({ kind, spans, children }: Explanation, document: MatchDocument): Markup {
  if (spans.length === 0 || (children.length > 0 && kind !== 'near')) return html``
  const words = spans.map(({ field, start, end }) => textOf(document, field).slice(start, end))
  const shown = [...new Set(words)].filter((word) => word !== '').slice(0, 5)
  return html` ${shown.map((word) => html`<mark>${word}</mark> `)}${spans.length > 1 ? html`<span class="count">${spans.length} times</span>` : html``}`
}

/** Spans of the other fields count within one of several texts; there the term says enough. */
function textOf({ title, text }: MatchDocument, field: string): string {
  if (field === 'title') return title
  return field === 'text' ? text : ''
}
