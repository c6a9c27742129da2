import type { FeedSettings, Settings } from '../config/settings.ts'
import { hostOf } from '../core/feed/host-of.ts'

type Feeds = Settings['feeds']
type ByHost = ReadonlyMap<string, readonly FeedSettings[]>

/** Made once for each configuration: to read a hundred thousand addresses takes a fifth of a second. */
const known = new WeakMap<Feeds, ByHost>()

/** The feeds that the configuration names, by the host (`name:port`) of their address. */
export function feedsByHost({ feeds }: Pick<Settings, 'feeds'>): ByHost {
  const found = known.get(feeds)
  if (found !== undefined) return found
  const byHost = Map.groupBy(feeds.values(), ({ url }) => hostOf(url))
  known.set(feeds, byHost)
  return byHost
}
