import { html } from 'hono/html'
import type { ItemExplanation, RuleVerdict, VerdictKind } from '../../pipeline/explain-item.ts'
import type { Markup } from '../pages/bare-page.ts'
import { explanationTree } from '../pages/explanation-tree.ts'
import { externalLink } from '../pages/external-link.ts'
import { layout } from '../pages/layout.ts'
import { markedExcerpt, markedParagraphs, markedText } from '../pages/marked-text.ts'
import { fullTimeTag } from '../pages/time.ts'
import type { PageFrame } from '../web-app.ts'
import { langOf, titleOf } from './stories-page.ts'

export type ItemPage = {
  readonly explained: ItemExplanation
  /** The one rule that was asked for; null: all. */
  readonly ruleId: string | null
}

const VERDICTS: Readonly<Record<VerdictKind, { readonly words: string; readonly tone: string }>> = {
  hit: { words: 'hits', tone: 'ok' },
  elsewhere: { words: 'would hit, but does not look at this feed', tone: 'held' },
  close: { words: 'nearly hits', tone: 'held' },
  missed: { words: 'does not hit', tone: 'missed' },
  gone: { words: 'has hit; the rule is no longer there', tone: 'missed' },
}

/** Why a stored item did or did not match, rule by rule, and what became of it. */
export function itemPage(page: ItemPage, frame: PageFrame): Markup {
  const { explained, ruleId } = page
  const { item, rules } = explained
  const title = titleOf(item.title)
  return layout(
    { title, section: 'stories', depth: 'beneath', refreshSeconds: null, scripts: [] },
    frame,
    html`<h1${langOf(item.language)}>${title}</h1>
${facts(explained, frame)}
<section aria-labelledby="verdicts"><h2 id="verdicts">${ruleId === null ? 'What the rules say' : 'What the rule says'}</h2>
${ruleId === null ? html`` : html`<p class="note"><a href="/items/${item.id}">All rules</a></p>`}
${rules.length === 0 ? noVerdict(page) : rules.map((rule) => verdictCard(rule, page))}
${hiddenNote(page)}
</section>
${textSection(explained)}`,
  )
}

function facts({ item, feedTitle, remarks }: ItemExplanation, { timezone }: PageFrame): Markup {
  return html`<dl class="facts">
<dt>Feed</dt><dd><a href="/feeds/${item.feedId}">${feedTitle ?? item.feedId}</a></dd>
<dt>Story</dt><dd><a href="/stories/${item.storyId}">${item.storyId}</a></dd>
${item.published === null ? html`` : html`<dt>Dated</dt><dd>${fullTimeTag(item.published, timezone)}</dd>`}
<dt>First seen</dt><dd>${fullTimeTag(item.firstSeenAt, timezone)}</dd>
${item.url === null ? html`` : html`<dt>Original</dt><dd>${externalLink(item.url, item.url)}</dd>`}
</dl>
${remarks.length === 0 ? html`` : html`<ul class="remarks">${remarks.map((remark) => html`<li>${remark}</li>`)}</ul>`}`
}

function noVerdict({ explained, ruleId }: ItemPage): Markup {
  if (ruleId !== null) {
    return html`<p class="empty">There is no rule ${ruleId}, and none of this name has hit the item.</p>`
  }
  return html`<p class="empty">${explained.ruleCount === 0 ? 'There are no rules yet.' : `None of the ${explained.ruleCount} rules hits the item or comes close.`}</p>`
}

function hiddenNote({ explained, ruleId }: ItemPage): Markup {
  const shown = explained.rules.filter(({ kind }) => kind === 'close').length
  const hidden = explained.closeCount - shown
  if (ruleId !== null || hidden <= 0) return html``
  return html`<p class="note">${hidden} more come close. Ask for one of them by its name: /items/${explained.item.id}?rule=…</p>`
}

function verdictCard(rule: RuleVerdict, { explained, ruleId }: ItemPage): Markup {
  const { words, tone } = VERDICTS[rule.kind]
  const isOpen = ruleId !== null || rule.kind === 'hit' || rule.kind === 'elsewhere'
  return html`<article class="card" aria-labelledby="rule-${rule.ruleId}">
<h3 id="rule-${rule.ruleId}">${rule.kind === 'gone' ? rule.title : html`<a href="/rules/${rule.ruleId}">${rule.title}</a>`} <span class="state ${tone}">${words}</span></h3>
${rule.query === null ? html`` : html`<pre class="query"><code>${rule.query}</code></pre>`}
${rule.account.length === 0 ? html`` : html`<ul class="account">${rule.account.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}
${rule.missing.length === 0 ? html`` : html`<p><b>What is missing:</b> ${rule.missing.map((clause, index) => html`${index === 0 ? '' : '; '}<code>${clause}</code>`)}</p>`}
${rule.excerpts.map((excerpt) => html`<p class="excerpt"${langOf(explained.item.language)}>${markedExcerpt(excerpt)}</p>`)}
${
  rule.explanation === null
    ? html``
    : html`<details${isOpen ? html` open` : html``}><summary>Clause by clause</summary>${explanationTree(rule.explanation, explained.document)}</details>`
}
</article>`
}

function textSection({ item, document, rules }: ItemExplanation): Markup {
  const spans = rules.filter(({ kind }) => kind !== 'gone').flatMap((rule) => rule.spans)
  const inTitle = spans.filter(({ field }) => field === 'title')
  const inText = spans.filter(({ field }) => field === 'text')
  return html`<section aria-labelledby="text"><h2 id="text">What was searched</h2>
<div class="card text"${langOf(item.language)}><p><b>${markedText(document.title, inTitle)}</b></p>
${document.text.trim() === '' ? html`<p class="note">There is no text.</p>` : markedParagraphs(document.text, inText)}</div></section>`
}
