import { html } from 'hono/html'
import { describeSchedule } from '../../core/describe-schedule.ts'
import type { FeedLine } from '../../pipeline/read-feeds.ts'
import type { Markup } from '../pages/bare-page.ts'
import { choice } from '../pages/choice.ts'
import { layout } from '../pages/layout.ts'
import { rhythmChart } from '../pages/rhythm-chart.ts'
import { HEALTH_WORDS, stateTag } from '../pages/state-tag.ts'
import { timeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'

const REFRESH_SECONDS = 30

export type FeedFilter = {
  /** `problem`: anything but ok and new. */
  readonly state: FeedLine['health'] | 'problem' | null
  readonly tag: string | null
}

/** Every feed with its state and its rhythm; those that need a look come first. */
export function feedsPage(
  feeds: readonly FeedLine[],
  filter: FeedFilter,
  frame: PageFrame,
): Markup {
  const shown = feeds.filter((feed) => isShown(feed, filter))
  const sorted = [...shown.filter(hasProblem), ...shown.filter((feed) => !hasProblem(feed))]
  const count = shown.length === feeds.length ? feeds.length : `${shown.length} of ${feeds.length}`
  return layout(
    {
      title: 'Feeds',
      section: 'feeds',
      depth: 'index',
      refreshSeconds: REFRESH_SECONDS,
      scripts: [],
    },
    frame,
    html`<h1>Feeds <span class="count">${count}</span></h1>
${filterForm(feeds, filter)}
${
  sorted.length === 0
    ? html`<p class="empty">${feeds.length === 0 ? 'The configuration names no feed.' : 'No feed is like that.'}</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Feeds"><table class="cards">
<thead><tr><th scope="col">Feed</th><th scope="col">State</th><th scope="col">Items a day, 30 days</th><th scope="col" class="number">Items</th><th scope="col">Last poll</th><th scope="col">Next poll</th></tr></thead>
<tbody>${sorted.map((feed) => feedRow(feed, frame.timezone))}</tbody>
</table></div>`
}`,
  )
}

export function hasProblem({ health }: Pick<FeedLine, 'health'>): boolean {
  return health !== 'ok' && health !== 'new'
}

function isShown(feed: FeedLine, { state, tag }: FeedFilter): boolean {
  const isLike = state === null || (state === 'problem' ? hasProblem(feed) : feed.health === state)
  return isLike && (tag === null || feed.tags.includes(tag))
}

function filterForm(feeds: readonly FeedLine[], { state, tag }: FeedFilter): Markup {
  const tags = [...new Set(feeds.flatMap((feed) => feed.tags))].sort()
  return html`<form method="get" action="/feeds" class="filters">
<div><label for="state">State</label>
<select id="state" name="state">${choice('', 'any', state ?? '')}${choice('problem', 'with a problem', state)}${Object.entries(HEALTH_WORDS).map(([health, words]) => choice(health, words, state))}</select></div>
${
  tags.length === 0
    ? html``
    : html`<div><label for="tag">Tag</label>
<select id="tag" name="tag">${choice('', 'any', tag ?? '')}${tags.map((each) => choice(each, each, tag))}</select></div>`
}
<button>Show</button>
</form>`
}

function feedRow(feed: FeedLine, timezone: string): Markup {
  const timeOrNone = (at: string | null): Markup => (at === null ? html`–` : timeTag(at, timezone))
  return html`<tr><th scope="row"><a href="/feeds/${encodeURIComponent(feed.id)}">${feed.title}</a><br><span class="id">${feed.id}${feed.tags.map((tag) => ` #${tag}`)}</span></th>
<td data-label="State">${stateTag(feed.health, HEALTH_WORDS[feed.health])}${
    feed.problem === null ? html`` : html`<br><span class="problem">${feed.problem}</span>`
  }</td>
<td data-label="Items a day">${rhythmChart(feed.rhythm, 'spark')}</td>
<td data-label="Items" class="number">${feed.itemCount}</td>
<td data-label="Last poll">${timeOrNone(feed.lastPollAt)}</td>
<td data-label="Next poll">${timeOrNone(feed.nextPollAt)}<br><span class="id">${describeSchedule(feed.schedule) ?? feed.schedule}</span></td></tr>
`
}
