import { html } from 'hono/html'
import type { FeedView } from '../../pipeline/read-feeds.ts'
import type { Markup } from '../pages/bare-page.ts'
import { externalLink } from '../pages/external-link.ts'
import { layout } from '../pages/layout.ts'
import { describeRhythm, rhythmChart } from '../pages/rhythm-chart.ts'
import { fullTimeTag, timeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'
import { feedFacts } from './feed-facts.ts'

const REFRESH_SECONDS = 30

/** Everything about one feed: what it is asked, how it answers, what it brings. */
export function feedPage(view: FeedView, isLatest: boolean, frame: PageFrame): Markup {
  const { status, rhythm } = view
  return layout(
    {
      title: status.title,
      section: 'feeds',
      depth: 'beneath',
      refreshSeconds: isLatest ? REFRESH_SECONDS : null,
      scripts: [],
    },
    frame,
    html`<p class="back"><a href="/feeds">← Feeds</a></p>
<h1>${status.title}</h1>
${feedFacts(view, frame.timezone)}
${mattersSection(view, frame.timezone)}
<section aria-labelledby="rhythm"><h2 id="rhythm">Rhythm</h2>
<div class="card">${rhythmChart(rhythm, 'chart')}<p class="hint">${describeRhythm(rhythm)} What it listed when it was new is not counted.</p>
<details id="rhythm-table"><summary>As a table</summary><table><thead><tr><th scope="col">Day</th><th scope="col" class="number">Items</th></tr></thead>
<tbody>${rhythm.toReversed().map(({ day, count }) => html`<tr><td>${day}</td><td class="number">${count}</td></tr>`)}</tbody></table></details></div></section>
${pollsSection(view, isLatest, frame.timezone)}
${itemsSection(view, frame.timezone)}`,
  )
}

/** What is the matter, and gaps; nothing where nothing is. */
function mattersSection({ conditions, gaps }: FeedView, timezone: string): Markup {
  if (conditions.length + gaps.length === 0) return html``
  return html`<section aria-labelledby="matters"><h2 id="matters">What needs a look</h2>
<ul class="rows" role="list">
${conditions.map(
  ({ kind, since, detail }) =>
    html`<li class="row"><span class="subject">${kind}</span>
<span class="meta"><span>${detail}</span> <span>since ${timeTag(since, timezone)}</span></span></li>
`,
)}
${gaps.map(
  ({ from, until }) =>
    html`<li class="row"><span class="subject">a gap</span>
<span class="meta"><span>items may have come and gone unseen between ${fullTimeTag(from, timezone)} and ${fullTimeTag(until, timezone)}</span></span></li>
`,
)}
</ul></section>`
}

function pollsSection(view: FeedView, isLatest: boolean, timezone: string): Markup {
  const { polls, pollsBefore, settings } = view
  const address = `/feeds/${encodeURIComponent(settings.id)}`
  return html`<section aria-labelledby="polls"><h2 id="polls">Polls</h2>
${
  polls.length === 0
    ? html`<p class="empty">${isLatest ? 'Not polled yet.' : 'None before that.'}</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Table of polls"><table class="cards">
<thead><tr><th scope="col">Began</th><th scope="col">Outcome</th><th scope="col" class="number">Status</th><th scope="col" class="number">Items</th><th scope="col" class="number">New</th><th scope="col" class="number">Edited</th><th scope="col" class="number">Matches</th><th scope="col" class="number">Took</th></tr></thead>
<tbody>${polls.map((poll) => pollRow(poll, timezone))}</tbody></table></div>`
}
<nav class="pager" aria-label="Older and newer polls">
${isLatest ? html`` : html`<a href="${address}#polls">The newest</a>`}
${pollsBefore === null ? html`` : html`<a href="${address}?before=${encodeURIComponent(pollsBefore)}#polls">Older</a>`}
</nav></section>`
}

function pollRow(poll: FeedView['polls'][number], timezone: string): Markup {
  return html`<tr><th scope="row">${fullTimeTag(poll.startedAt, timezone)}</th>
<td data-label="Outcome">${poll.outcome}${poll.message === null ? html`` : html`<br><span class="problem">${poll.message}</span>`}</td>
<td data-label="Status" class="number">${poll.status ?? '–'}</td><td data-label="Items" class="number">${poll.itemCount}</td>
<td data-label="New" class="number">${poll.addedCount}</td><td data-label="Edited" class="number">${poll.revisedCount}</td>
<td data-label="Matches" class="number">${poll.matchCount}</td><td data-label="Took" class="number">${poll.durationMs} ms</td></tr>
`
}

function itemsSection({ latestItems }: FeedView, timezone: string): Markup {
  if (latestItems.length === 0) return html``
  return html`<section aria-labelledby="items"><h2 id="items">Latest items</h2>
<ul class="rows" role="list">${latestItems.map(
    ({ id, title, url, firstSeenAt, article }) =>
      html`<li class="row"><a class="subject" href="/items/${id}">${title === '' ? '(no title)' : title}</a>
<span class="meta"><span>seen ${fullTimeTag(firstSeenAt, timezone)}</span> ${externalLink(url, 'source')}
${article.problem === null ? html`` : html`<span>its article: ${article.problem}</span>`}</span></li>
`,
  )}</ul></section>`
}
