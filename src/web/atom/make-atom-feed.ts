import type { Evidence } from '../../core/alert/evidence.ts'
import { type Html, html } from '../../core/alert/html.ts'
import { hasBelievableDate } from '../../core/feed/doubt-of-date.ts'
import type { Timestamp } from '../../core/time.ts'
import type { ListedMatch } from '../../pipeline/list-matches.ts'
import { findWebAddress } from '../pages/external-link.ts'
import type { AtomEntry, AtomFeed } from './render-atom.ts'

export type AtomPlace = {
  /** `rules/smr-korea` or `subscriptions/energy-desk`. */
  readonly path: string
  readonly title: string
  /** The page that shows the same, below `base`. */
  readonly page: string
  /** Address of our pages, without a slash at its end. */
  readonly base: string
  readonly installation: string
  /** What an empty feed was updated at. */
  readonly since: Timestamp
}

/** Matches as a feed: each story once, its rules together, the newest first. */
export function makeAtomFeed(place: AtomPlace, matches: readonly ListedMatch[]): AtomFeed {
  const { path, title, page, base, installation, since } = place
  const stories = Map.groupBy(matches, ({ match }) => match.storyId)
  return {
    id: tagOf(installation, path),
    title,
    self: `${base}/atom/${path}`,
    alternate: `${base}${page}`,
    updated: matches[0]?.match.matchedAt ?? since,
    entries: [...stories.values()].map((found) => entryOf(place, found)),
  }
}

/**
 * Ids stay what they are whatever the pages are called: they are made of the name that the installation gave itself and not of
 * its address. Nobody can own a name that ends in `.invalid` (RFC 2606), so nobody else can make the same.
 */
function tagOf(installation: string, what: string): string {
  return `tag:${installation.toLowerCase()}.policywatch.invalid,2026:${what}`
}

function entryOf(
  { path, base, installation }: AtomPlace,
  found: readonly ListedMatch[],
): AtomEntry {
  const [newest, first] = [found[0], found.at(-1)]
  if (newest === undefined || first === undefined) throw new Error('a story without a match')
  const { item, feedTitle, match } = first
  const page = `${base}/stories/${match.storyId}`
  return {
    id: tagOf(installation, `${path}/stories/${match.storyId}`),
    title: item.title.trim() === '' ? 'Without a title' : item.title,
    language: item.language,
    alternate: findWebAddress(item.url) ?? page,
    related: page,
    updated: newest.match.matchedAt,
    published: hasBelievableDate(item) ? item.published : item.firstSeenAt,
    source: { id: tagOf(installation, `feeds/${item.feedId}`), title: feedTitle },
    categories: found.map(({ ruleTitle, match: { ruleId } }) => ({
      term: ruleId,
      label: ruleTitle,
    })),
    summary: found.map(summaryOf).join('\n') + alsoBy(first),
  }
}

/** Why it matched, as an e-mail would say it. */
function summaryOf({ ruleTitle, match: { evidence } }: ListedMatch): string {
  const excerpts = evidence.excerpts
    .filter(({ field }) => field === 'text')
    .map(
      ({ parts, cutBefore, cutAfter }) =>
        html`<p>${cutBefore ? '… ' : ''}${parts.map(partOf)}${cutAfter ? ' …' : ''}</p>`,
    )
  return html`<p>${ruleTitle}: ${termsOf(evidence)}</p>${excerpts}`.markup
}

function partOf({ text, isHit }: { readonly text: string; readonly isHit: boolean }): Html {
  return isHit ? html`<b>${text}</b>` : html`${text}`
}

function termsOf({ variants }: Evidence): string {
  return variants
    .map(({ term, concept }) => (concept === null ? term : `${term} (@${concept})`))
    .join(', ')
}

function alsoBy({ others }: ListedMatch): string {
  if (others.length === 0) return ''
  return html`<p>Also published by ${[...new Set(others.map(({ feedTitle }) => feedTitle))].join(', ')}</p>`
    .markup
}
