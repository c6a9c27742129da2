import type { Settings } from '../config/settings.ts'
import { addressOf, type FeedState } from '../core/feed/feed-state.ts'
import { hostOf } from '../core/feed/host-of.ts'
import { findFeedStates } from '../store/feeds.ts'
import type { Db } from '../store/schema.ts'

/** A configured feed, what is known of it, and the host (`name:port`) that it is asked at. */
export type AskedFeed = { readonly host: string; readonly state: FeedState | null }

/** Every configured feed with the host that it is asked at now, which is another one where it has moved. */
export async function listAskedFeeds(db: Db, settings: Settings): Promise<readonly AskedFeed[]> {
  const states = await findFeedStates(db, [...settings.feeds.keys()])
  return [...settings.feeds.values()].map(({ id, url }) => {
    const state = states.get(id) ?? null
    return { host: hostOf(addressOf(url, state)), state }
  })
}
