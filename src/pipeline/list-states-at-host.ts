import type { Settings } from '../config/settings.ts'
import { addressOf, type FeedState } from '../core/feed/feed-state.ts'
import { hostOf } from '../core/feed/host-of.ts'
import { findFeedStates } from '../store/feeds.ts'
import { listMovedFeeds, listThrottledFeeds } from '../store/odd-feeds.ts'
import type { Db } from '../store/schema.ts'
import { feedsByHost } from './feeds-by-host.ts'

/**
 * What is known of the configured feeds that are asked at a host (`name:port`) now: those whose address is there and that have not
 * moved away, and those that have moved there. Looks at the feeds of that host, and at those that have moved.
 */
export async function listStatesAtHost(
  db: Db,
  settings: Settings,
  host: string,
): Promise<readonly FeedState[]> {
  const moved = await listMovedFeeds(db)
  const arrived = moved.flatMap((feed) => (hostOf(feed.adoptedUrl) === host ? [feed.feedId] : []))
  const here = (feedsByHost(settings).get(host) ?? []).map(({ id }) => id)
  const states = await findFeedStates(db, [...new Set([...here, ...arrived])])
  return [...states.values()].filter((state) => isAskedAt(host, settings, state))
}

/** The same of those that their server asked to come back later. */
export async function listThrottledAtHost(
  db: Db,
  settings: Settings,
  host: string,
): Promise<readonly FeedState[]> {
  const states = await findFeedStates(db, await listThrottledFeeds(db))
  return [...states.values()].filter((state) => isAskedAt(host, settings, state))
}

/** Whether a configured feed is asked there; one that was never polled is, at its address. */
export async function isHostAsked(db: Db, settings: Settings, host: string): Promise<boolean> {
  const here = (feedsByHost(settings).get(host) ?? []).map(({ id }) => id)
  const states = await findFeedStates(db, here)
  const staysHere = here.some((id) => {
    const state = states.get(id)
    return state === undefined || isAskedAt(host, settings, state)
  })
  return staysHere || (await listStatesAtHost(db, settings, host)).length > 0
}

function isAskedAt(host: string, { feeds }: Settings, state: FeedState): boolean {
  const feed = feeds.get(state.feedId)
  return feed !== undefined && hostOf(addressOf(feed.url, state)) === host
}
