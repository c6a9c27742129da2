import { type FeedId, feedIdOf } from '../core/ids.ts'
import { pushTo } from '../core/push-to.ts'

type TaggedFeed = { readonly tags: readonly string[] }

/**
 * Finds the feeds that the names and #tags of a rule stand for, in the order of the configuration; null stands for all. A
 * thousand rules for all of a hundred thousand feeds share one set, and one that names a few does not look at the others.
 */
export function createFeedFinder(
  feeds: Readonly<Record<string, TaggedFeed>>,
): (names: readonly string[] | null) => ReadonlySet<FeedId> {
  const all: ReadonlySet<FeedId> = new Set(Object.keys(feeds).map(feedIdOf))
  const turns = new Map([...all].map((id, turn) => [id, turn]))
  const byName = new Map<string, FeedId[]>()
  for (const [key, { tags }] of Object.entries(feeds)) {
    pushTo(byName, key, feedIdOf(key))
    for (const tag of tags) pushTo(byName, `#${tag}`, feedIdOf(key))
  }
  return (names) => {
    if (names === null) return all
    const found = new Set(names.flatMap((name) => byName.get(name) ?? []))
    return new Set([...found].sort((a, b) => (turns.get(a) ?? 0) - (turns.get(b) ?? 0)))
  }
}
