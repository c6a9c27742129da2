import { html } from 'hono/html'
import type { QueryProblem } from '../../pipeline/tried-query.ts'
import type { Markup } from './bare-page.ts'

/** What is wrong with a query, or suspicious in it: each with the query, the place in it, and what to type instead. */
export function queryProblems(query: string, problems: readonly QueryProblem[]): Markup {
  if (problems.length === 0) return html``
  return html`<ul class="problems" role="list">${problems.map(
    (problem) =>
      html`<li class="problem-of-query ${problem.severity}"><p><b>${problem.severity === 'error' ? 'Error' : 'Warning'}:</b> ${problem.message}</p>
${placeIn(query, problem)}
${problem.hint === null ? html`` : html`<p class="hint">${problem.hint}</p>`}</li>
`,
  )}</ul>`
}

/** A place where something is missing has no width; there the mark is a sign of its own. */
function placeIn(query: string, { start, end }: QueryProblem): Markup {
  const isGap = end <= start || query.slice(start, end).trim() === ''
  const marked = isGap
    ? html`<mark class="fault" aria-label="here">⁁</mark>${query.slice(start)}`
    : html`<mark class="fault">${query.slice(start, end)}</mark>${query.slice(end)}`
  return html`<pre class="query"><code>${query.slice(0, start)}${marked}</code></pre>`
}
