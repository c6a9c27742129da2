import { configuredAddress } from './addresses.ts'
import { TIMEZONE } from './calendar.ts'
import { TOPIC_QUERIES } from './languages.ts'
import type { MadeUpFeed } from './made-up-feed.ts'

/** Who is told of what. */
export const SUBSCRIPTIONS = {
  desk: { to: ['desk@example.org', 'lead@example.org'], topics: ['smr', 'fta'] },
  reactors: { to: ['reactors@example.org'], topics: ['smr'] },
} as const

/** The administrator's config.yaml as it stands at a time. */
export function writeConfig(feeds: readonly MadeUpFeed[], at: number): string {
  return JSON.stringify({
    timezone: TIMEZONE,
    feeds: Object.fromEntries(
      feeds.map((feed) => [
        feed.id,
        {
          url: configuredAddress(feed, at).url,
          schedule: feed.schedule,
          ...(isMended(feed, at) ? { method: 'POST' } : {}),
        },
      ]),
    ),
    rules: Object.fromEntries(
      Object.entries(TOPIC_QUERIES).map(([topic, match]) => [topic, { match }]),
    ),
    subscriptions: {
      desk: { to: SUBSCRIPTIONS.desk.to, rules: 'all', budget: 0 },
      reactors: { to: SUBSCRIPTIONS.reactors.to, rules: ['smr'], deliver: 'daily', budget: 0 },
    },
    admins: ['ops@example.org'],
    mail: { from: 'Watch <watch@example.org>' },
    polling: { contact: 'https://watch.example.org' },
    web: false,
  })
}

/** When the configuration is another than before. */
export function listConfigChanges(feeds: readonly MadeUpFeed[]): readonly number[] {
  const times = feeds.flatMap(({ episodes }) =>
    episodes.flatMap(({ kind, from, until }) => {
      if (kind === 'new-address') return [from]
      return kind === 'post-only' ? [until] : []
    }),
  )
  return [...new Set(times)].toSorted((a, b) => a - b)
}

function isMended({ episodes }: MadeUpFeed, at: number): boolean {
  return episodes.some(({ kind, until }) => kind === 'post-only' && until <= at)
}
