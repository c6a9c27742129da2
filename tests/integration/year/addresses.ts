import type { Episode } from './episode.ts'
import type { MadeUpFeed } from './made-up-feed.ts'

/**
 * Where a feed is to be found in the course of the year: its first address, then one more for each time that it moves
 * (`moved`: the old one leads there for good) or that the configuration is changed (`new-address`: the old one is no more).
 */
export type Address = {
  readonly url: string
  /** Since when; the first one always was. */
  readonly since: number
  readonly by: 'first' | 'moved' | 'new-address'
}

export function listAddresses({ id, host, episodes }: MadeUpFeed): readonly Address[] {
  return [
    { url: `https://${host}/feeds/${id}.xml`, since: Number.NEGATIVE_INFINITY, by: 'first' },
    ...episodes
      .filter(isChange)
      .map(
        ({ kind, from }, index): Address =>
          kind === 'moved'
            ? { url: `https://new${index}.${host}/feeds/${id}`, since: from, by: kind }
            : { url: `https://${host}/news/${index}/${id}`, since: from, by: kind },
      ),
  ]
}

type Change = Episode & { readonly kind: 'moved' | 'new-address' }

function isChange(episode: Episode): episode is Change {
  return episode.kind === 'moved' || episode.kind === 'new-address'
}

/** The address that the administrator has written into the configuration. */
export function configuredAddress(feed: MadeUpFeed, at: number): Address {
  return listAddresses(feed)
    .filter(({ since, by }) => by !== 'moved' && since <= at)
    .at(-1)!
}

/** What an address that a feed once had answers now: the feed itself, a redirect to the next one, or nothing. */
export type Direction =
  | { readonly kind: 'here' }
  | { readonly kind: 'moved'; readonly to: string }
  | { readonly kind: 'nothing-here' }

export function findDirection(addresses: readonly Address[], url: string, at: number): Direction {
  const index = addresses.findIndex((address) => address.url === url)
  const next = addresses[index + 1]
  if (addresses[index] === undefined || addresses[index].since > at) return { kind: 'nothing-here' }
  if (next === undefined || next.since > at) return { kind: 'here' }
  return next.by === 'moved' ? { kind: 'moved', to: next.url } : { kind: 'nothing-here' }
}
