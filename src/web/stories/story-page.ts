import { html } from 'hono/html'
import type { ListedMatch } from '../../pipeline/list-matches.ts'
import type { StoryItem, StoryView } from '../../pipeline/read-story.ts'
import type { LedgerRow } from '../../store/ledger.ts'
import type { Markup } from '../pages/bare-page.ts'
import { externalLink } from '../pages/external-link.ts'
import { layout } from '../pages/layout.ts'
import { markedParagraphs, markedText } from '../pages/marked-text.ts'
import { fullTimeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'
import { langOf, titleOf } from './stories-page.ts'

const SEARCHED_WORDS: Readonly<Record<StoryItem['item']['searched'], string>> = {
  article: 'the article',
  content: 'the text in the feed',
  teaser: 'the short text in the feed alone',
}

/** What one story is made of, what the rules hit in it, and whom it was told. */
export function storyPage({ id, items, matches }: StoryView, frame: PageFrame): Markup {
  const [first] = items
  const title = titleOf(first?.item.title ?? '')
  return layout(
    { title, section: 'stories', depth: 'beneath', refreshSeconds: null, scripts: [] },
    frame,
    html`<h1${langOf(first?.item.language ?? null)}>${title}</h1>
<p class="note">Story ${id}: ${items.length === 1 ? 'one item' : `${items.length} items that tell the same news`}.</p>
${toldSection(matches, frame)}
<section aria-labelledby="items"><h2 id="items">Items</h2>
${items.map((item) => itemCard(item, frame))}</section>`,
  )
}

function toldSection(matches: readonly ListedMatch[], frame: PageFrame): Markup {
  if (matches.length === 0) {
    return html`<section aria-labelledby="told"><h2 id="told">Matches and alerts</h2><p class="empty">No rule has hit this story, so nobody was told of it.</p></section>`
  }
  return html`<section aria-labelledby="told"><h2 id="told">Matches and alerts</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Table of matches"><table class="cards">
<thead><tr><th scope="col">Rule</th><th scope="col">Found</th><th scope="col">What became of it</th></tr></thead>
<tbody>${matches.map((match) => matchRow(match, frame))}</tbody></table></div></section>`
}

function matchRow(
  { match, ruleTitle, feedTitle, deliveries }: ListedMatch,
  frame: PageFrame,
): Markup {
  return html`<tr><th scope="row"><a href="/rules/${match.ruleId}">${ruleTitle}</a><br><a class="id" href="/items/${match.itemId}?rule=${match.ruleId}">why, in ${feedTitle}</a></th>
<td data-label="Found">${fullTimeTag(match.matchedAt, frame.timezone)}</td>
<td data-label="What became of it"><ul class="fates" role="list">${deliveries.map((delivery) => fate(delivery, frame))}</ul></td></tr>
`
}

/** What became of a match for one address. */
function fate(
  { subscriptionId, address, state, reason, alertId, finishedAt, nextAttemptAt }: LedgerRow,
  { timezone }: PageFrame,
): Markup {
  const at = finishedAt ?? nextAttemptAt
  const words = html`<span class="state ${state}">${state}</span>`
  return html`<li>${alertId === null ? words : html`<a href="/alerts/${alertId}">${words}</a>`} <span>${[subscriptionId, address].filter((part) => part !== null).join(' → ')}</span>${
    at === null
      ? html``
      : html` <span class="note">${finishedAt === null ? 'next ' : ''}${fullTimeTag(at, timezone)}</span>`
  }${reason === null || state === 'sent' ? html`` : html` <span class="note">${reason}</span>`}</li>
`
}

function itemCard({ item, feedTitle, hits }: StoryItem, { timezone }: PageFrame): Markup {
  const spans = hits.flatMap((hit) => hit.spans)
  const inTitle = spans.filter(({ field }) => field === 'title')
  const inText = spans.filter(({ field }) => field === 'text')
  return html`<article class="card item" aria-labelledby="item-${item.id}">
<h3 id="item-${item.id}"${langOf(item.language)}>${item.title === '' ? titleOf('') : markedText(item.title, inTitle)}</h3>
<p class="meta"><span>${feedTitle}</span> ${item.published === null ? html`` : html`<span>dated ${fullTimeTag(item.published, timezone)}</span>`} <span>first seen ${fullTimeTag(item.firstSeenAt, timezone)}</span>${
    item.revisedAt === null
      ? html``
      : html` <span>edited ${fullTimeTag(item.revisedAt, timezone)}</span>`
  } <span>${externalLink(item.url, 'original')}</span> <span><a href="/items/${item.id}">explain</a></span></p>
<p class="meta"><span>Searched: ${SEARCHED_WORDS[item.searched]}</span>${item.article.problem === null ? html`` : html` <span class="state failing">the article could not be read: ${item.article.problem}</span>`}</p>
${
  hits.length === 0
    ? html`<p class="note">No rule in force hits this item.</p>`
    : html`<p>Hit by ${hits.map(({ ruleId, ruleTitle }, index) => html`${index === 0 ? '' : ', '}<a href="/items/${item.id}?rule=${ruleId}">${ruleTitle}</a>`)}.</p>`
}
<details${hits.length > 0 ? html` open` : html``}><summary>Text</summary><div class="text"${langOf(item.language)}>${item.text.trim() === '' ? html`<p class="note">There is no text.</p>` : markedParagraphs(item.text, inText)}</div></details>
</article>`
}
