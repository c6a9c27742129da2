import type { ExcerptPart } from './alert-content.ts'
import { STYLE } from './alert-style.ts'
import type { AlertView, OverviewLine, StoryGroup } from './alert-view.ts'
import { directionOf, hostOf } from './foreign-text.ts'
import { type Html, html, NO_HTML } from './html.ts'
import { renderMailFrame } from './mail-frame.ts'
import { renderChanges } from './render-changes-html.ts'
import type { ReasonView, SourceView, StoryView } from './story-view.ts'

/** Where the footer takes a link in; no text of others can hold it, since all of that is escaped. */
export const UNSUBSCRIBE_MARK: Html = { markup: '<!--unsubscribe-->' }

/**
 * The HTML part. Direction is written out (`dir="rtl"`), because Outlook does not know `dir="auto"`; language too, for fonts
 * and for whatever reads it aloud.
 */
export function renderAlertHtml(view: AlertView, subject: string, preview: string): string {
  const isFirst = opensWithStory(view)
  return renderMailFrame({
    subject,
    preview,
    audience: view.subscription,
    card: html`${isFirst ? NO_HTML : renderOpening(view)}
${view.groups.map((group, index) => renderGroup(group, isFirst && index === 0, view.isCompact))}
${view.closing === null ? NO_HTML : html`<tr><td class="in line" style="${STYLE.story}"><p class="ink" style="${STYLE.intro}">${view.closing}</p></td></tr>`}`,
    footer: view.footer,
    wayOut: UNSUBSCRIBE_MARK,
  })
}

/** Whether the first story stands at the very top of the card. */
function opensWithStory(view: AlertView): boolean {
  return view.heading === null && view.notices.length === 0 && view.overview.length === 0
}

function renderOpening(view: AlertView): Html {
  return html`<tr><td class="in" style="${STYLE.opening}">
${view.heading === null ? NO_HTML : html`<h1 class="ink" style="${STYLE.heading}">${view.heading}</h1>`}
${view.intro.map((sentence) => html`<p class="ink" style="${STYLE.intro}" dir="${directionOf(sentence)}">${sentence}</p>\n`)}
${view.notices.map((notice) => html`<p class="ink notice" style="${STYLE.notice}" dir="${directionOf(notice)}">${notice}</p>`)}
${view.overview.length === 0 ? NO_HTML : renderOverview(view.overview)}
</td></tr>`
}

function renderOverview(lines: readonly OverviewLine[]): Html {
  const rows = lines.map(
    (line) =>
      html`<tr><th class="line" scope="row" align="left" style="${STYLE.overviewRule}"><span dir="${directionOf(line.ruleTitle)}">${line.ruleTitle}</span></th><td class="line muted" align="right" style="${STYLE.overviewCount}">${line.count}</td></tr>`,
  )
  return html`<table class="ink" width="100%" cellpadding="0" cellspacing="0" border="0" style="${STYLE.overview}">${rows}</table>`
}

function renderGroup(group: StoryGroup, isFirst: boolean, isCompact: boolean): Html {
  const heading =
    group.title === null
      ? NO_HTML
      : html`<tr><td class="in line group" style="${STYLE.group}"><h2 class="muted" style="${STYLE.groupTitle}" dir="${directionOf(group.title)}">${group.title}</h2></td></tr>`
  const stories = isCompact
    ? group.stories.map(renderHeadline)
    : group.stories.map((story, index) => renderStory(story, isFirst && index === 0))
  return html`${heading}${stories}`
}

/** One of many stories: what it is, who says it, and why it is here. */
function renderHeadline(story: StoryView): Html {
  const words = story.title.map((part) => part.text).join('')
  const why = [story.sourceTitle, ...story.reasons.map(({ ruleTitle }) => ruleTitle)].join(' · ')
  return html`
<tr><td class="in line ink" style="${STYLE.headline}" dir="${directionOf(words)}">${story.link === null ? words : html`<a class="link" href="${story.link}" style="${STYLE.link}">${words}</a>`}<br><span class="muted">${why}</span></td></tr>`
}

function renderStory(story: StoryView, isFirst: boolean): Html {
  const title = story.title.map(renderPart)
  const words = story.title.map((part) => part.text).join('')
  const lang = story.language === null ? NO_HTML : html` lang="${story.language}"`
  return html`
<tr><td class="in line" style="${isFirst ? STYLE.firstStory : STYLE.story}">
<h2 class="ink" style="${STYLE.title}" dir="${directionOf(words)}"${lang}>${story.link === null ? title : html`<a class="link t" href="${story.link}" style="${STYLE.link}">${title}</a>`}</h2>
<p class="muted" style="${STYLE.byline}"><span dir="${directionOf(story.sourceTitle)}">${story.sourceTitle}</span>${story.country === null ? '' : html` &#183; ${story.country}`} &#183; ${story.time}${story.edit === null ? NO_HTML : html` &#183; <b class="ink" style="${STYLE.edit}">${story.edit}</b>`}</p>
${renderChanges(story, lang)}
${story.excerpts.map((excerpt) => renderExcerpt(excerpt.parts, lang))}
${story.reasons.map(renderReason)}
${story.moreReasonsCount === 0 ? NO_HTML : html`<p class="muted" style="${STYLE.remark}">and ${story.moreReasonsCount} more rules</p>`}
${story.alsoPublishedBy.length === 0 ? NO_HTML : renderSources(story.alsoPublishedBy, story.moreSourcesCount)}
${story.problem === null ? NO_HTML : html`<p class="ink notice" style="${STYLE.problem}">${story.problem}</p>`}
<p class="muted" style="${STYLE.remark}">${story.searched}</p>
${story.linkProblem === null ? NO_HTML : html`<p class="muted" style="${STYLE.remark}">${story.linkProblem}</p>`}
${story.link === null ? NO_HTML : html`<p style="${STYLE.readOn}"><a class="link" href="${story.link}" style="${STYLE.plainLink}">Read it at ${hostOf(story.link)}</a></p>`}
</td></tr>`
}

function renderExcerpt(parts: readonly ExcerptPart[], lang: Html): Html {
  const direction = directionOf(parts.map((part) => part.text).join(''))
  const side = direction === 'rtl' ? STYLE.excerptRtl : STYLE.excerptLtr
  return html`<p class="ink bar" style="${STYLE.excerpt}${side}" dir="${direction}"${lang}>${parts.map(renderPart)}</p>`
}

function renderPart(part: ExcerptPart): Html {
  return part.isHit
    ? html`<b class="hit" style="${STYLE.hit}">${part.text}</b>`
    : html`${part.text}`
}

function renderReason(reason: ReasonView): Html {
  return html`<p class="muted" style="${STYLE.reason}"><span class="chip" style="${STYLE.chip}" dir="${directionOf(reason.ruleTitle)}">${reason.ruleTitle}</span> &#160;matched ${reason.words}</p>`
}

function renderSources(sources: readonly SourceView[], moreCount: number): Html {
  const names = sources.map(
    ({ sourceTitle, country, link }, index) =>
      html`${index === 0 ? '' : ', '}<span dir="${directionOf(sourceTitle)}">${link === null ? sourceTitle : html`<a class="link" href="${link}" style="${STYLE.plainLink}">${sourceTitle}</a>`}</span>${country === null ? '' : ` (${country})`}`,
  )
  return html`<p class="muted" style="${STYLE.remark}">Also published by ${names}${moreCount === 0 ? '' : ` and ${moreCount} more`}</p>`
}
