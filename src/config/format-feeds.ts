import { stringify } from 'yaml'
import { countryOfUrl } from '../core/feed/country-of-host.ts'

/** A feed as it is offered for config.yaml. What is the default is left out of the text. */
export type OfferedFeed = {
  readonly kind: 'feed'
  readonly id: string
  readonly url: string
  readonly title: string | null
  /** Left out of the text too where the host says it. */
  readonly country: string | null
  readonly method: 'GET' | 'POST'
  readonly body: string | null
  readonly fullText: boolean
  readonly allowPrivate: boolean
  readonly tags: readonly string[]
  /** Lines above it. */
  readonly comments: readonly string[]
}

/** What is told in a comment alone, because it is not to be pasted. */
export type WithheldFeed = { readonly kind: 'withheld'; readonly comments: readonly string[] }

/**
 * The section `feeds` of a config.yaml, with comments, ready to paste. Texts may come from anywhere: whatever stands in
 * them stays a text, a `${NAME}` too, and a comment stays on its line.
 */
export function formatFeeds(feeds: readonly (OfferedFeed | WithheldFeed)[]): string {
  const isEmpty = feeds.every(({ kind }) => kind === 'withheld')
  const blocks = feeds.map((feed) =>
    [
      ...feed.comments.map((line) => `  # ${onOneLine(line)}`),
      ...(feed.kind === 'feed' ? formatFeed(feed) : []),
    ].join('\n'),
  )
  const head = isEmpty ? 'feeds: {}' : 'feeds:'
  return blocks.length === 0 ? `${head}\n` : `${head}\n${blocks.join('\n\n')}\n`
}

function formatFeed(feed: OfferedFeed): readonly string[] {
  const { id, url, title, country, method, body, fullText, allowPrivate, tags } = feed
  return [
    `  ${quote(id)}:`,
    `    url: ${quote(url)}`,
    ...(method === 'POST' ? ['    method: POST'] : []),
    ...(body === null ? [] : [`    body: ${quote(body)}`]),
    ...(title === null || onOneLine(title) === '' ? [] : [`    title: ${quote(onOneLine(title))}`]),
    ...(country === null || country === countryOfUrl(url)
      ? []
      : [`    country: ${quote(country)}`]),
    ...(fullText ? ['    fullText: true'] : []),
    ...(allowPrivate ? ['    allowPrivate: true'] : []),
    ...(tags.length === 0 ? [] : [`    tags: [${tags.map(quoteInFlow).join(', ')}]`]),
  ]
}

function quote(text: string): string {
  return stringify(escapePlaceholders(text), { lineWidth: 0 }).trimEnd()
}

/** Within brackets more signs have a meaning; words need no quotes there either. */
function quoteInFlow(text: string): string {
  return /[,[\]{}]/.test(text) ? JSON.stringify(escapePlaceholders(text)) : quote(text)
}

/** config.yaml puts the environment where a `${NAME}` stands, and reads a doubled dollar as a plain one. */
function escapePlaceholders(text: string): string {
  return text.replaceAll('${', () => `$\${`)
}

/** Without line ends and control characters, which a title may not hold, and without marks that turn its direction around. */
function onOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\ufeff]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .trim()
}
