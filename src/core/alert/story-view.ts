import { type DateDoubt, doubtOfDate } from '../feed/doubt-of-date.ts'
import { DAY_MS, msOf } from '../time.ts'
import type {
  AlertRule,
  AlertStory,
  Change,
  ChangePart,
  Excerpt,
  ExcerptPart,
} from './alert-content.ts'
import { chooseExcerpts } from './choose-excerpts.ts'
import { cleanText, clipLine, findLongLink, findWebLink, hostOf, quote } from './foreign-text.ts'
import { formatTime } from './format-time.ts'
import { titleOf } from './title-of.ts'

/** One story as the e-mail says it, in words that the HTML and the text part share. */
export type StoryView = {
  readonly title: readonly ExcerptPart[]
  readonly link: string | null
  /** Why the story has a link and none is shown, as a sentence; else null. */
  readonly linkProblem: string | null
  readonly language: string | null
  readonly sourceTitle: string
  /** null also where the name of the source says it. */
  readonly country: string | null
  /** `Published Tue 3 Mar 2026, 09:10 (Asia/Seoul)`; when it was first seen, where the feed gives no date that can be believed. */
  readonly time: string
  /** Said of an item that is not new, where its changes are not shown; else null. */
  readonly edit: string | null
  readonly changes: readonly ChangeView[]
  /** Whether words in them are marked, so that a reader needs to know how. */
  readonly hasMarks: boolean
  /** `and 3 more changes`, or null when all are shown. */
  readonly moreChanges: string | null
  readonly excerpts: readonly Excerpt[]
  readonly reasons: readonly ReasonView[]
  readonly moreReasonsCount: number
  readonly alsoPublishedBy: readonly SourceView[]
  readonly moreSourcesCount: number
  /** Which text was searched. */
  readonly searched: string
  /** Why the article could not be read, as a sentence; null when nothing is wrong. */
  readonly problem: string | null
}

/** A rule that hit, and its words: `“SMR”, “small modular reactor” (concept smr); “Korea”`. */
export type ReasonView = { readonly ruleTitle: string; readonly words: string }

export type ChangeView = {
  /** What the passage is, where that is not plain. */
  readonly label: string | null
  readonly parts: readonly ChangePart[]
}

export type SourceView = {
  readonly sourceTitle: string
  /** null also where it is that of the story itself. */
  readonly country: string | null
  readonly link: string | null
}

export const MAX_NAME_LENGTH = 120
const MAX_WORD_LENGTH = 60
const MAX_SENTENCE_LENGTH = 300

/** How much of a story is told; what goes beyond is counted. */
export type StoryLimits = {
  /** Excerpts from the text; with none, the hits in the title are not marked either. */
  readonly excerpts: number
  readonly changes: number
  readonly reasons: number
  /** Words of each reason. */
  readonly words: number
  readonly sources: number
  /** Of the sources above, those whose links are given. */
  readonly sourceLinks: number
}

export const FULL: StoryLimits = {
  excerpts: 3,
  changes: 6,
  reasons: 6,
  words: 8,
  sources: 8,
  sourceLinks: 8,
}

/** Short enough that one story told so fits an e-mail, whatever a feed or a rule brings. */
export const BRIEF: StoryLimits = {
  excerpts: 0,
  changes: 0,
  reasons: 1,
  words: 2,
  sources: 1,
  sourceLinks: 0,
}

const SEARCHED: Readonly<Record<AlertStory['searched'], string>> = {
  article: 'The whole article was searched.',
  content: 'The full text in the feed was searched.',
  teaser: 'Only the headline and the short text in the feed were searched.',
}
const SEARCHED_IN_PART = 'What could be read of the article was searched.'

export function viewStory(
  story: AlertStory,
  rules: readonly AlertRule[],
  timezone: string,
  limits: StoryLimits,
): StoryView {
  const excerpts = limits.excerpts === 0 ? [] : chooseExcerpts(story.excerpts, limits.excerpts)
  const changes = story.changes.slice(0, limits.changes).map(viewChange)
  const hitRules = rules.filter((rule) => story.ruleIds.includes(rule.id))
  return {
    title: viewTitle(story, excerpts),
    link: findWebLink(story.url),
    linkProblem: describeLongLink(story.url),
    language: story.language !== null && isLanguageTag(story.language) ? story.language : null,
    sourceTitle: clipLine(story.sourceTitle, MAX_NAME_LENGTH),
    country: countryBeside(story.sourceTitle, story.country),
    time: describeTime(story, timezone),
    edit: describeEdit(story),
    changes,
    hasMarks: changes.some(({ parts }) => parts.some(({ mark }) => mark !== 'same')),
    moreChanges: describeMoreChanges(story, changes.length),
    excerpts: excerpts.filter((excerpt) => excerpt.field === 'text').map(cleanExcerpt),
    reasons: hitRules.slice(0, limits.reasons).map((rule) => viewReason(story, rule, limits.words)),
    moreReasonsCount: Math.max(0, hitRules.length - limits.reasons),
    alsoPublishedBy: story.alsoPublishedBy.slice(0, limits.sources).map((source, index) => ({
      sourceTitle: clipLine(source.sourceTitle, MAX_NAME_LENGTH),
      country:
        source.country === story.country ? null : countryBeside(source.sourceTitle, source.country),
      link: index < limits.sourceLinks ? findWebLink(source.url) : null,
    })),
    moreSourcesCount: Math.max(0, story.alsoPublishedBy.length - limits.sources),
    searched: isReadInPart(story) ? SEARCHED_IN_PART : SEARCHED[story.searched],
    problem: describeProblem(story),
  }
}

/** The tag becomes an attribute, and may come from a feed. */
function isLanguageTag(tag: string): boolean {
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag)
}

function viewTitle(story: AlertStory, excerpts: readonly Excerpt[]): readonly ExcerptPart[] {
  const marked = excerpts.find((excerpt) => excerpt.field === 'title')
  return marked === undefined
    ? [{ text: titleOf(story), isHit: false }]
    : cleanExcerpt(marked).parts
}

/** Its words on one line each, with an ellipsis where the sentence goes on. */
function cleanExcerpt(excerpt: Excerpt): Excerpt {
  const parts = excerpt.parts.map((part) => ({ ...part, text: cleanText(part.text) }))
  return {
    ...excerpt,
    parts: [
      ...(excerpt.cutBefore ? [{ text: '… ', isHit: false }] : []),
      ...parts,
      ...(excerpt.cutAfter ? [{ text: ' …', isHit: false }] : []),
    ],
  }
}

/** Changes speak for themselves. */
function describeEdit({ occasion, changes }: AlertStory): string | null {
  return occasion === 'edited' && changes.length === 0
    ? 'The text has changed since it was first seen.'
    : null
}

/** Characters of one part; `findEdit` makes shorter ones. */
const MAX_CHANGE_LENGTH = 300
const MAX_CHANGE_PARTS = 24

function viewChange({ kind, field, parts, cutBefore, cutAfter }: Change): ChangeView {
  const isRewrite = kind === 'rewrite'
  const shown = parts.slice(0, MAX_CHANGE_PARTS).map(
    ({ text, mark }): ChangePart => ({
      text: clipKeepingEnds(cleanText(text)),
      // all of it is new, so that marking it would mark nothing
      mark: isRewrite ? 'same' : mark,
    }),
  )
  return {
    label: isRewrite ? REWRITTEN[field] : field === 'title' ? 'In the headline:' : null,
    parts: [
      ...(cutBefore ? [{ text: '… ', mark: 'same' } as const] : []),
      ...shown,
      ...(cutAfter ? [{ text: ' …', mark: 'same' } as const] : []),
    ],
  }
}

const REWRITTEN: Readonly<Record<Change['field'], string>> = {
  title: 'The headline was written anew:',
  text: 'Much of the text is new. It now begins:',
}

function clipKeepingEnds(text: string): string {
  return text.length <= MAX_CHANGE_LENGTH ? text : clipLine(text, MAX_CHANGE_LENGTH)
}

function describeMoreChanges(story: AlertStory, shownCount: number): string | null {
  const count = story.changes.length - shownCount + story.moreChangesCount
  if (count === 0) return null
  const changes = count === 1 ? '1 more change' : `${count} more changes`
  return shownCount === 0 ? `${changes.replace(' more', '')} in the text` : `and ${changes}`
}

/** Names of countries that titles of sources say in short. */
const SHORT_NAMES: Readonly<Record<string, RegExp>> = {
  'European Union': /\b(?:EU|European)\b/,
  'United Kingdom': /\b(?:UK|U\.K\.|British)/,
  'United Nations': /\bUN\b/,
  'United States': /\b(?:US|USA|U\.S\.|American)/,
}

/** The country, where the name of the source does not say it. */
function countryBeside(sourceTitle: string, country: string | null): string | null {
  if (country === null) return null
  const isSaid =
    sourceTitle.toLowerCase().includes(country.toLowerCase()) ||
    SHORT_NAMES[country]?.test(sourceTitle) === true
  return isSaid ? null : clipLine(country, MAX_NAME_LENGTH)
}

const DOUBTS: Readonly<Record<DateDoubt, string>> = {
  future: 'the feed gives it a date in the future',
  absurd: 'the feed gives it no believable date',
}

function describeTime(story: AlertStory, timezone: string): string {
  const seen = formatTime(story.seenAt, timezone)
  if (story.published === null) return `First seen ${seen}`
  const doubt = doubtOfDate(story.published, story.seenAt)
  if (doubt !== null) return `First seen ${seen}; ${DOUBTS[doubt]}`
  const published = `Published ${formatTime(story.published, timezone)}`
  const isFarApart = Math.abs(msOf(story.seenAt) - msOf(story.published)) > DAY_MS
  return isFarApart ? `${published}, first seen ${seen}` : published
}

/** The article was searched, and there is something the matter with it: its page was cut, or broke off. */
function isReadInPart(story: AlertStory): boolean {
  return story.searched === 'article' && story.articleProblem !== null
}

function describeProblem(story: AlertStory): string | null {
  if (story.articleProblem === null) {
    return null
  }
  const { reason, willBeTriedAgain } = story.articleProblem
  const what = isReadInPart(story) ? 'Parts of the article' : 'The article'
  const said = `${what} could not be read: ${clipLine(reason, MAX_SENTENCE_LENGTH)}.`
  return willBeTriedAgain ? `${said} It will be tried again.` : said
}

function describeLongLink(url: string | null): string | null {
  const link = findLongLink(url)
  if (link === null) return null
  const host = clipLine(hostOf(link), MAX_NAME_LENGTH)
  return `Its link, to ${host}, has ${link.length} characters, which is too long for an e-mail.`
}

/** Terms of one concept stand together, in the order of the first hit. */
function viewReason(story: AlertStory, rule: AlertRule, maxWords: number): ReasonView {
  const variants = story.variants.filter((variant) => variant.ruleId === rule.id)
  const byConcept = Map.groupBy(variants.slice(0, maxWords), (variant) => variant.concept)
  const phrases = [...byConcept].map(([concept, members]) => {
    const terms = new Set(members.map(({ term }) => quote(term, MAX_WORD_LENGTH)))
    const words = [...terms].join(', ')
    return concept === null ? words : `${words} (concept ${clipLine(concept, MAX_WORD_LENGTH)})`
  })
  const more = variants.length > maxWords ? [`${variants.length - maxWords} more`] : []
  return {
    ruleTitle: clipLine(rule.title, MAX_NAME_LENGTH),
    words: [...phrases, ...more].join('; '),
  }
}
