import { describeTime } from './calendar.ts'
import type { Episode } from './episode.ts'
import { describeEpisode } from './episode.ts'
import { describeFeed, type MadeUpFeed, type Publication, type Version } from './made-up-feed.ts'

/** What a row of the database says of an item. */
export type StoredContent = {
  readonly feedId: string
  readonly title: string
  readonly text: string
}

/** Finds the publication that a stored item is, by its words alone, and explains it. */
export class PublicationIndex {
  readonly #feeds: ReadonlyMap<string, MadeUpFeed>
  readonly #byContent = new Map<string, { publication: Publication; version: Version }>()

  constructor(feeds: readonly MadeUpFeed[]) {
    this.#feeds = new Map(feeds.map((feed) => [feed.id, feed]))
    for (const publication of feeds.flatMap((feed) => [...feed.publications, ...feed.foreign])) {
      for (const version of publication.versions) {
        this.#byContent.set(keyOf({ feedId: publication.feedId, ...version }), {
          publication,
          version,
        })
      }
    }
  }

  find(content: StoredContent): { publication: Publication; version: Version } | null {
    return this.#byContent.get(keyOf(content)) ?? null
  }

  /** The feed, the item, and what befell the feed about that time. */
  describe({ feedId, number, versions }: Publication, at: number): string {
    const feed = this.#feeds.get(feedId)!
    const near = feed.episodes.findLast(({ from }) => from <= at)
    return `${describeFeed(feed)}: item ${number} “${versions[0].title}”, shown ${describeTime(at)}${after(near)}`
  }
}

function after(episode: Episode | undefined): string {
  return episode === undefined ? '' : `; before: ${describeEpisode(episode)}`
}

/** Spaces between Japanese sentences and around paragraphs come and go. */
function keyOf({ feedId, title, text }: StoredContent): string {
  return [feedId, title, text].map((part) => part.replace(/\s+/g, '')).join('|')
}
