import type { Settings } from '../config/settings.ts'
import {
  CONDITION_KINDS,
  type ConditionKind,
  isQuiet,
  isUnreadable,
} from '../core/feed/condition.ts'
import { hostOf } from '../core/feed/host-of.ts'
import type { FeedId } from '../core/ids.ts'
import type { GaugeSource, Sample } from '../observe/metrics.ts'
import {
  countGapsAfter,
  findLastGapId,
  listOpenKinds,
  listWaitingFeeds,
  type OpenKind,
} from '../store/feed-counts.ts'
import { listHostBlocks, listLastPolls } from '../store/feeds.ts'
import type { Deps } from './deps.ts'
import type { FeedHealth } from './read-status.ts'

const STATES: readonly FeedHealth[] = [
  'ok',
  'new',
  'failing',
  'throttled',
  'broken',
  'not-a-feed',
  'gone',
  'wants-post',
  'silent',
  'stale',
]

/** What a metrics system is told of the feeds, by numbers alone: with a label for each feed there would be as many series. */
export function feedGauges(
  deps: Pick<Deps, 'db' | 'now'>,
  settings: () => Settings,
): readonly GaugeSource[] {
  const polled = new Set<FeedId>()
  return [
    {
      name: 'policywatch_feeds',
      help: 'Configured feeds by their health, each counted once, in the words of `policywatch status`.',
      labelNames: ['state'],
      read: async () => await countStates(deps, settings(), polled),
    },
    {
      name: 'policywatch_conditions',
      help: 'What is the matter with feeds and hosts and lasts, by its kind.',
      labelNames: ['kind'],
      read: async () => countKinds(await listOpenKinds(deps.db), settings()),
    },
    {
      name: 'policywatch_gaps_total',
      help: 'Stretches of time noticed since the start in which a feed may have published items that were never seen.',
      labelNames: [],
      isCounter: true,
      read: countGaps(deps),
    },
  ]
}

/** `polled` remembers the feeds that were polled once, which rows of theirs need not be asked again. */
async function countStates(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { feeds }: Settings,
  polled: Set<FeedId>,
): Promise<readonly Sample[]> {
  const unknown = [...feeds.keys()].filter((id) => !polled.has(id))
  for (const id of (await listLastPolls(db, unknown)).keys()) polled.add(id)
  const waiting = new Map((await listWaitingFeeds(db)).map((feed) => [feed.feedId, feed]))
  const kinds = Map.groupBy(await listOpenKinds(db), ({ feedId }) => feedId)
  const blocked = await listHostBlocks(db, now())
  const healthOf = (id: FeedId, url: string): FeedHealth => {
    const last = waiting.get(id)
    const open = (kinds.get(id) ?? []).map(({ kind }) => kind)
    if (last !== undefined && last.throttleCount > 0) return 'throttled'
    const unreadable = open.find(isUnreadable)
    if (unreadable !== undefined) return unreadable
    if (last !== undefined && last.failureCount > 0) return 'failing'
    if (blocked.size > 0 && blocked.has(hostOf(url))) return 'throttled'
    return open.find(isQuiet) ?? (polled.has(id) ? 'ok' : 'new')
  }
  const counts = new Map<string, number>(STATES.map((state) => [state, 0]))
  for (const { id, url } of feeds.values()) {
    const state = healthOf(id, url)
    counts.set(state, (counts.get(state) ?? 0) + 1)
  }
  return [...counts].map(([state, value]) => ({ labels: { state }, value }))
}

function countKinds(open: readonly OpenKind[], { feeds }: Settings): readonly Sample[] {
  const counts = new Map<ConditionKind, number>(CONDITION_KINDS.map((kind) => [kind, 0]))
  for (const { kind, feedId } of open) {
    if (feedId === null || feeds.has(feedId)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return [...counts].map(([kind, value]) => ({ labels: { kind }, value }))
}

/** A counter does not go down when old gaps are pruned: it adds up what came since it was last asked. */
function countGaps({ db }: Pick<Deps, 'db'>): GaugeSource['read'] {
  let total = 0
  let lastId = findLastGapId(db)
  lastId.catch(() => undefined) // told to whoever reads
  return async () => {
    const found = await countGapsAfter(db, await lastId.catch(async () => await findLastGapId(db)))
    total += found.count
    lastId = Promise.resolve(found.lastId)
    return [{ value: total }]
  }
}
