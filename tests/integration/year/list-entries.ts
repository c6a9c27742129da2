import { seedOf } from '../../../bench/rules/random.ts'
import { countBegun, type Episode, findEpisode } from './episode.ts'
import type { MadeUpFeed, Publication, Version } from './made-up-feed.ts'
import { FOREIGN_LISTED } from './make-publications.ts'

/** A publication as it stands in a document. */
export type Entry = {
  readonly publication: Publication
  readonly version: Version
  readonly guid: string | null
  readonly link: string | null
}

/** What a feed lists at a time, newest first. `salt` is another at each poll. */
export function listEntries(feed: MadeUpFeed, at: number, salt: number): readonly Entry[] {
  if (findEpisode(feed, at, 'leads-elsewhere') !== null) {
    const published = feed.foreign.filter((publication) => publication.at <= at)
    return published.slice(-FOREIGN_LISTED).toReversed().map(entryOfForeign)
  }
  if (findEpisode(feed, at, 'empty') !== null) return []
  const count = countPublished(feed, at)
  const listed = feed.publications.slice(Math.max(0, count - feed.window), count).toReversed()
  const comeback = findEpisode(feed, at, 'comeback')
  const returned = comeback === null ? [] : [returnedBy(feed, comeback)]
  return [...returned, ...listed].map((publication, index) => ({
    publication,
    version: publication.versions.findLast(({ since }) => since <= at) ?? publication.versions[0],
    guid: guidOf(feed, publication, at, index, salt),
    link: linkOf(feed, publication, at, salt),
  }))
}

function entryOfForeign(publication: Publication): Entry {
  const { feedId, number, versions } = publication
  const link = `https://elsewhere.test/${feedId}/${number}`
  return { publication, version: versions[0], guid: `elsewhere ${number}`, link }
}

/** How many publications there have been. */
function countPublished({ publications }: MadeUpFeed, at: number): number {
  let [low, high] = [0, publications.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (publications[middle]!.at <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** An item that left the list long ago, as far as there is one. */
function returnedBy(feed: MadeUpFeed, { from }: Episode): Publication {
  const count = countPublished(feed, from)
  return feed.publications[Math.max(0, count - feed.window - 15)]!
}

function guidOf(
  feed: MadeUpFeed,
  publication: Publication,
  at: number,
  index: number,
  salt: number,
): string | null {
  const { number } = publication
  const generation = countBegun(feed, at, 'renewed-guids', 'rebuilt-site')
  switch (feed.guids) {
    case 'own':
      return codeOf(`${feed.id} ${generation}`, number)
    case 'permalink':
      return linkOf(feed, publication, at, salt)
    case 'none':
      return null
    case 'rebuilt':
      return codeOf(`${feed.id} at ${salt}`, number)
    case 'same':
      return feed.id
    case 'places':
      return String(index + 1)
    case 'recycled':
      return String(number % (feed.window * 2))
  }
}

function linkOf(
  feed: MadeUpFeed,
  { number }: Publication,
  at: number,
  salt: number,
): string | null {
  const front = `https://${feed.host}/`
  const page = `${front}${feed.id}/view.do?id=${codeOf(feed.id, number)}`
  switch (feed.links) {
    case 'own': {
      const site = countBegun(feed, at, 'rebuilt-site')
      return site === 0
        ? page
        : `https://site${site}.test/${feed.id}/${codeOf(`site ${site}`, number)}`
    }
    case 'tracked':
      return `${page}&utm_campaign=poll${salt}&fbclid=${codeOf('visitor', salt)}`
    case 'constant':
      return front
    case 'none':
      return null
  }
}

function codeOf(what: string, number: number): string {
  return seedOf(what, number).toString(36) + number.toString(36)
}
