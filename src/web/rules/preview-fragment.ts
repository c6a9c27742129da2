import { html } from 'hono/html'
import { msOf, type Timestamp } from '../../core/time.ts'
import type { RulePreview } from '../../pipeline/preview-rule.ts'
import type {
  DayOfTrial,
  HeadlineOfTrial,
  HitOfTrial,
  QueryComparison,
  QueryFindings,
  TriedQuery,
} from '../../pipeline/tried-query.ts'
import { USUAL_DAYS } from '../../pipeline/try-query.ts'
import type { Markup } from '../pages/bare-page.ts'
import { markedExcerpt } from '../pages/marked-text.ts'
import { queryProblems } from '../pages/query-problems.ts'
import { fullTimeTag } from '../pages/time.ts'
import { titleOf } from '../stories/stories-page.ts'
import type { PageFrame } from '../web-app.ts'
import { dayChart } from './day-chart.ts'
import { exampleList } from './example-list.ts'
import { type Takeover, takeover } from './takeover.ts'

export type PreviewPage = Takeover & { readonly preview: RulePreview }

/** What a query would have matched: the part of the laboratory that changes while one types. */
export function previewFragment(page: PreviewPage, frame: PageFrame): Markup {
  const { form, preview } = page
  const { typed, tried, unknownFeeds } = preview
  if (typed.kind === 'refused') {
    return html`<section class="trial" aria-label="What is wrong with the query" data-summary="The query cannot be read: ${typed.problems[0]?.message ?? ''}" data-invalid>
<h2>The query cannot be read</h2>
${queryProblems(form.match, typed.problems)}</section>`
  }
  const days = form.days ?? USUAL_DAYS
  const summary = summaryOf(tried, days)
  return html`<section class="trial" aria-labelledby="preview-title" data-summary="${summary}">
<h2 id="preview-title">The last ${days} days</h2>
<p class="lead">${summary}</p>
${unknownFeeds.length === 0 ? html`` : html`<p class="state held">No feed is called ${unknownFeeds.join(', ')}.</p>`}
<p class="in-words"><span class="note">Read back in words:</span> ${typed.inWords}</p>
${queryProblems(form.match, typed.warnings)}
${tried.kind === 'tried' ? findings(tried, frame) : html``}
${exampleList(preview.examples)}
${takeover(page, frame)}
</section>`
}

function summaryOf(tried: TriedQuery, days: number): string {
  switch (tried.kind) {
    case 'tried': {
      const { hitCount, itemCount, cutOffAt } = tried
      const items = hitCount === 1 ? '1 item' : `${hitCount} items`
      const whole =
        cutOffAt === null ? `of ${itemCount} in ${days} days` : `of the newest ${itemCount}`
      return `It would have matched ${items} ${whole}${compared(tried.comparison)}.`
    }
    case 'unavailable':
      return `It could not be tried: ${tried.reason}.`
    case 'stopped':
      return 'Another query was asked for meanwhile.'
    case 'refused':
      return 'The query cannot be read.'
    default:
      return tried satisfies never
  }
}

function compared(comparison: QueryComparison | null): string {
  if (comparison === null) return ''
  const { newlyCount, noLongerCount } = comparison
  if (newlyCount + noLongerCount === 0) return ', the same as the rule in force'
  return `; beside the rule in force ${newlyCount} more, and ${noLongerCount} no longer`
}

function findings(found: QueryFindings, frame: PageFrame): Markup {
  const { cutOffAt, days, terms, hits, hitCount, comparison } = found
  return html`${
    cutOffAt === null
      ? html``
      : html`<p class="state held">Time was up before all of these days were looked at: the numbers are of what was first seen since ${fullTimeTag(cutOffAt, frame.timezone)} alone.</p>`
  }
${dayChart(cutOffAt === null ? days : lookedAt(days, dayOf(cutOffAt, frame.timezone)))}
${comparison === null ? html`` : comparisonSection(comparison, frame)}
${terms.length === 0 ? html`` : termTable(terms)}
${
  hitCount === 0
    ? html`<p class="empty">${cutOffAt === null ? 'Nothing that is stored from these days matches.' : 'Nothing that was looked at matches.'}</p>`
    : html`<section aria-labelledby="hits"><h3 id="hits">Newest matches${hits.length < hitCount ? html` <span class="count">${hits.length} of ${hitCount}</span>` : html``}</h3>
<ol class="rows" role="list">${hits.map((hit) => hitRow(hit, frame))}</ol></section>`
}`
}

/** From the day on to which the trial came; a 0 before it would say of a day that nobody looked at that nothing was there. */
function lookedAt(days: readonly DayOfTrial[], from: string): readonly DayOfTrial[] {
  // what is dated earlier than it was seen counts earlier
  return days.slice(days.findIndex(({ date, hitCount }) => date >= from || hitCount > 0))
}

function dayOf(at: Timestamp, timezone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' }).format(
    msOf(at),
  )
}

function comparisonSection(
  { newly, newlyCount, noLonger, noLongerCount, unchangedCount }: QueryComparison,
  frame: PageFrame,
): Markup {
  return html`<section aria-labelledby="comparison"><h3 id="comparison">Beside the rule in force</h3>
<dl class="counts"><div class="${newlyCount > 0 ? 'more' : 'calm'}"><dt>newly matched</dt><dd>${newlyCount}</dd></div>
<div class="${noLongerCount > 0 ? 'warn' : 'calm'}"><dt>no longer matched</dt><dd>${noLongerCount}</dd></div>
<div class="calm"><dt>matched by both</dt><dd>${unchangedCount}</dd></div></dl>
${headlines('Newly matched', newly, newlyCount, frame)}
${headlines('No longer matched', noLonger, noLongerCount, frame)}</section>`
}

function headlines(
  title: string,
  shown: readonly HeadlineOfTrial[],
  count: number,
  frame: PageFrame,
): Markup {
  if (shown.length === 0) return html``
  return html`<details><summary>${title}: ${shown.length < count ? `the newest ${shown.length} of ${count}` : count}</summary>
<ul class="rows" role="list">${shown.map(
    (
      headline,
    ) => html`<li class="row">${headlineOf(headline, html`${titleOf(headline.title)}`, frame)}</li>
`,
  )}</ul></details>`
}

function headlineOf(
  { itemId, feedTitle, at }: HeadlineOfTrial,
  title: Markup,
  { timezone }: PageFrame,
): Markup {
  return html`<a class="subject" href="/items/${itemId}">${title}</a><span class="meta"><span>${feedTitle}</span> ${fullTimeTag(at, timezone)}</span>`
}

function hitRow(hit: HitOfTrial, frame: PageFrame): Markup {
  const title = hit.passages.find(({ field }) => field === 'title')
  const texts = hit.passages.filter(({ field }) => field === 'text')
  const shown = title === undefined ? html`${titleOf(hit.title)}` : markedExcerpt(title)
  return html`<li class="row">${headlineOf(hit, shown, frame)}
${texts.map((passage) => html`<p class="excerpt">${markedExcerpt(passage)}</p>`)}</li>
`
}

function termTable(terms: QueryFindings['terms']): Markup {
  return html`<details open><summary>Which terms hit</summary><div class="scroll plain" tabindex="0" role="region" aria-label="Which terms hit"><table>
<thead><tr><th scope="col">Term</th><th scope="col">From</th><th scope="col" class="number">Items</th></tr></thead>
<tbody>${terms.map(
    ({ term, concept, itemCount }) =>
      html`<tr><th scope="row"><code>${term}</code></th><td>${concept === null ? 'the query' : html`<code>@${concept}</code>`}</td><td class="number">${itemCount}</td></tr>
`,
  )}</tbody></table></div></details>`
}
