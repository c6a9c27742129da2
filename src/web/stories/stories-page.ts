import { html } from 'hono/html'
import { hasBelievableDate } from '../../core/feed/doubt-of-date.ts'
import { USUAL_WAITING } from '../../pipeline/search-index/search-coverage.ts'
import type { FoundStory, StoryPage } from '../../pipeline/search-stories.ts'
import type { Markup } from '../pages/bare-page.ts'
import { choice } from '../pages/choice.ts'
import { externalLink } from '../pages/external-link.ts'
import { layout } from '../pages/layout.ts'
import { markedExcerpt } from '../pages/marked-text.ts'
import { queryProblems } from '../pages/query-problems.ts'
import { fullTimeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'
import { type FeedName, type StoryAnswer, type StoryWish, writePlace } from './story-desk.ts'

export type StoriesPage = {
  readonly wish: StoryWish
  /** null: any time. */
  readonly days: number | null
  readonly answer: StoryAnswer
  readonly feeds: readonly FeedName[]
}

const DAYS: readonly (readonly [string, string])[] = [
  ['', 'any time'],
  ['1', 'the last day'],
  ['7', 'the last 7 days'],
  ['30', 'the last 30 days'],
  ['365', 'the last year'],
]

/** The newest stories, or those that a query finds. */
export function storiesPage(page: StoriesPage, frame: PageFrame): Markup {
  return layout(
    { title: 'Stories', section: 'stories', depth: 'index', refreshSeconds: null, scripts: [] },
    frame,
    html`<h1>Stories</h1>
${searchForm(page)}
${page.answer.kind === 'refused' ? refusal(page.wish, page.answer) : results(page, page.answer, frame)}`,
  )
}

function searchForm({ wish, days, feeds }: StoriesPage): Markup {
  const isKnown = wish.feed === null || feeds.some(({ id }) => id === wish.feed)
  const options = isKnown ? feeds : [...feeds, { id: wish.feed ?? '', title: wish.feed ?? '' }]
  return html`<form method="get" action="/stories" class="filters" role="search">
<div class="wide"><label for="q">Query, as in a rule</label><input type="search" id="q" name="q" value="${wish.query ?? ''}" autocomplete="off" spellcheck="false" placeholder="@smr AND (Korea OR 한국)"></div>
<div><label for="feed">Feed</label><select id="feed" name="feed"><option value="">all feeds</option>
${options.map(({ id, title }) => choice(id, title, wish.feed))}</select></div>
<div><label for="days">Seen in</label><select id="days" name="days">
${DAYS.map(([value, words]) => choice(value, words, String(days ?? '')))}</select></div>
<div class="actions"><button class="main">Search</button></div>
</form>`
}

function refusal(
  { query }: StoryWish,
  { problems }: Extract<StoryAnswer, { kind: 'refused' }>,
): Markup {
  return html`<section aria-label="What is wrong with the query" role="alert">${queryProblems(query ?? '', problems)}</section>`
}

function results(
  page: StoriesPage,
  answer: Extract<StoryAnswer, { kind: 'found' }>,
  { timezone }: PageFrame,
): Markup {
  const { wish, days } = page
  return html`${queryProblems(wish.query ?? '', answer.warnings)}
${howFar(answer, timezone)}
${page.wish.query === null ? html`` : indexNote(answer)}
${
  answer.stories.length === 0
    ? emptyState(page, answer)
    : html`<ol class="rows stories" role="list">${answer.stories.map((story) => storyRow(story, answer, timezone))}</ol>`
}
${
  wish.before === null && answer.next === null
    ? html``
    : html`<nav class="pager" aria-label="Pages of stories">${
        wish.before === null
          ? html``
          : html`<a href="${addressOf(wish, days, null)}" rel="first">Newest</a>`
      }${
        answer.next === null
          ? html``
          : html`<a href="${addressOf(wish, days, writePlace(answer.next))}" rel="next">${answer.stoppedAt === null ? 'Older stories' : 'Search further back'}</a>`
      }</nav>`
}`
}

function howFar({ stoppedAt, itemCount }: StoryPage, timezone: string): Markup {
  if (stoppedAt === null) return html``
  return html`<p class="note" role="status">${itemCount} items were searched, back to ${fullTimeTag(stoppedAt, timezone)}; there is more before that.</p>`
}

/** Why a search may take longer than usual; nothing where it does not. */
function indexNote({ coverage: { unused, waitingCount, editedCount } }: StoryPage): Markup {
  const count = waitingCount + editedCount
  if (unused === 'query') {
    return html`<p class="note">The query names no word that the index could go by, so all items are read.</p>`
  }
  if (count <= USUAL_WAITING) return html``
  return html`<p class="note">${count} items are not yet in the search index; they are found by reading them, which takes longer.</p>`
}

function emptyState(
  { wish, days }: StoriesPage,
  { stoppedAt, warnings }: Extract<StoryAnswer, { kind: 'found' }>,
): Markup {
  if (stoppedAt !== null) return html`<p class="empty">Nothing so far.</p>`
  if (wish.query === null && wish.feed === null && days === null) {
    return html`<p class="empty">No story yet. They come with the first poll of a feed.</p>`
  }
  const isNarrow = wish.feed !== null || days !== null
  return html`<p class="empty">${wish.query === null ? 'No story' : 'No story matches'}${wish.before === null ? '' : ' before that'}.${
    isNarrow
      ? html` <a href="${addressOf({ ...wish, feed: null }, null, null)}">Look in all feeds and at any time</a>`
      : html``
  }${warnings.length > 0 ? html` See the warning above.` : html``}</p>`
}

/** Sources that are named in a list; a story page has them all. */
const MOST_SOURCES = 4

function storyRow(
  { storyId, item, excerpts, items }: FoundStory,
  { feedTitles }: StoryPage,
  timezone: string,
): Markup {
  const sources = [...new Set(items.map(({ feedId }) => feedTitles.get(feedId) ?? feedId))]
  const more = sources.length - MOST_SOURCES
  const title = excerpts.find(({ field }) => field === 'title')
  const texts = excerpts.filter(({ field }) => field === 'text')
  const at = hasBelievableDate(item) && item.published !== null ? item.published : item.firstSeenAt
  return html`<li class="row story"><a class="subject" href="/stories/${storyId}"${langOf(item.language)}>${title === undefined ? titleOf(item.title) : markedExcerpt(title)}</a>
${texts.map((excerpt) => html`<p class="excerpt"${langOf(item.language)}>${markedExcerpt(excerpt)}</p>`)}
<p class="meta"><span class="sources">${sources.slice(0, MOST_SOURCES).join(', ')}${more > 0 ? ` and ${more} more` : ''}</span> ${fullTimeTag(at, timezone)} <span>${externalLink(item.url, 'original')}</span> <span><a href="/items/${item.id}">why it matches rules, or not</a></span></p></li>
`
}

/** A feed may leave the title of an item empty; a link must say something. */
export function titleOf(title: string): string {
  return title.trim() === '' ? 'Without a title' : title
}

/** Tells a screen reader in which language to read. */
export function langOf(language: string | null): Markup {
  return language === null || !/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)
    ? html``
    : html` lang="${language}"`
}

function addressOf({ query, feed }: StoryWish, days: number | null, before: string | null): string {
  const parts = new URLSearchParams()
  if (query !== null) parts.set('q', query)
  if (feed !== null) parts.set('feed', feed)
  if (days !== null) parts.set('days', String(days))
  if (before !== null) parts.set('before', before)
  return parts.size === 0 ? '/stories' : `/stories?${parts}`
}
