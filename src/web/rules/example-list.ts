import { html } from 'hono/html'
import { makeDocument } from '../../core/feed/make-document.ts'
import type { HeldExample } from '../../pipeline/hold-examples.ts'
import type { Markup } from '../pages/bare-page.ts'
import { explanationTree } from '../pages/explanation-tree.ts'
import { markedText } from '../pages/marked-text.ts'

/** The examples of a rule, held against the query that is being tried; a failing one would refuse the configuration. */
export function exampleList(examples: readonly HeldExample[]): Markup {
  if (examples.length === 0) return html``
  const failed = examples.filter(({ isRight }) => !isRight).length
  return html`<section aria-labelledby="examples"><h3 id="examples">Examples of the rule <span class="state ${failed === 0 ? 'ok' : 'failed'}">${failed === 0 ? `all ${examples.length} come out right` : `${failed} of ${examples.length} come out wrong`}</span></h3>
<ul class="rows" role="list">${examples.map(exampleRow)}</ul></section>`
}

function exampleRow({ kind, text, isRight, spans, explanation }: HeldExample): Markup {
  return html`<li class="row"><p><span class="state ${isRight ? 'ok' : 'failed'}">${isRight ? '✓' : '✗'} ${verdict(kind, isRight)}</span> ${markedText(text, spans)}</p>
${explanation === null ? html`` : html`<details><summary>Why</summary>${explanationTree(explanation, documentOf(text))}</details>`}</li>
`
}

function verdict(kind: HeldExample['kind'], isRight: boolean): string {
  if (kind === 'matches') return isRight ? 'is hit:' : 'must be hit, and is not:'
  return isRight ? 'is not hit:' : 'must not be hit, and is:'
}

function documentOf(text: string): ReturnType<typeof makeDocument> {
  const nothing = { source: [], tags: [], authors: [], url: '', declaredLanguage: null }
  return makeDocument({ title: text, text, ...nothing })
}
