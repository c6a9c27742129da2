import { DAY_MS, timestampOf } from '../../../src/core/time.ts'
import { describeTime } from './calendar.ts'
import { describeEpisode, type EpisodeKind } from './episode.ts'
import { expectConditions } from './expect-conditions.ts'
import { describeFeed, type MadeUpFeed } from './made-up-feed.ts'
import type { Year } from './run-year.ts'
import type { Leap, Truth } from './truth.ts'

/**
 * What is wrong with the conditions of feeds and hosts, a sentence for each: one that should have begun and did not, began
 * without reason, or did not end when it should.
 */
export async function findWrongConditions(year: Year): Promise<readonly string[]> {
  const rows = await year.db.selectFrom('conditions').selectAll().orderBy('id').execute()
  const stored = rows.map((row) =>
    describe(year, row.feed_id ?? row.host ?? '', row.kind, row.since, row.ended_at),
  )
  const expected = expectConditions(year.feeds, year.network.visits.visits).map(
    ({ subject, kind, since, end }) =>
      describe(year, subject, kind, timestampOf(since), end === null ? null : timestampOf(end.at)),
  )
  const [are, shouldBe] = [new Set(stored), new Set(expected)]
  return [
    ...expected.filter((condition) => !are.has(condition)).map((text) => `missing: ${text}`),
    ...stored.filter((condition) => !shouldBe.has(condition)).map((text) => `too much: ${text}`),
    ...(are.size < stored.length ? ['one of them twice'] : []),
  ].toSorted((a, b) => (a.split(': ')[1] ?? '').localeCompare(b.split(': ')[1] ?? ''))
}

/** Stretches in which items came and went unseen, and which nobody was told of. */
export async function findUnnoticedLosses({ db, network }: Year): Promise<readonly string[]> {
  const rows = await db.selectFrom('gaps').selectAll().execute()
  const noticed = new Set(rows.map((row) => `${row.feed_id} ${row.until_at}`))
  return listLosses(network.truth).flatMap(({ feedId, at, missed }) =>
    noticed.has(`${feedId} ${timestampOf(at)}`)
      ? []
      : [`${feedId} lost ${missed.length} items before ${describeTime(at)}`],
  )
}

/** What could be noticed: an empty document and another address leave nothing to compare with. */
export function listLosses({ leaps }: Truth): readonly Leap[] {
  return leaps.filter(
    ({ missed, isStart, isAfterNothing }) => missed.length > 0 && !isStart && !isAfterNothing,
  )
}

/** How often an episode of a kind was followed by such a condition of its feed or its host. */
export async function countFollowed(
  { db, feeds }: Year,
  episodeKind: EpisodeKind,
  conditionKind: string,
): Promise<number> {
  const rows = await db
    .selectFrom('conditions')
    .selectAll()
    .where('kind', '=', conditionKind)
    .execute()
  const isOf = (feed: MadeUpFeed, subject: string): boolean =>
    subject === feed.id || subject.endsWith(feed.host)
  return feeds.filter((feed) =>
    feed.episodes.some(({ kind, from, until }) =>
      rows.some((row) => {
        const since = Date.parse(row.since)
        const isInTime = from <= since && since <= until + PATIENCE_MS
        return kind === episodeKind && isInTime && isOf(feed, row.feed_id ?? row.host ?? '')
      }),
    ),
  ).length
}

/** The second poll after it, for the rarest. */
const PATIENCE_MS = 14 * DAY_MS

function describe(
  { feeds }: Year,
  subject: string,
  kind: string,
  since: string,
  endedAt: string | null,
): string {
  const feed = feeds.find(({ id }) => id === subject)
  const time = Date.parse(since)
  const near = feed?.episodes.findLast(({ from }) => from <= time)
  const about =
    feed === undefined
      ? ''
      : ` (${describeFeed(feed)}${near === undefined ? '' : `; ${describeEpisode(near)}`})`
  const end = endedAt === null ? 'lasts' : `until ${describeTime(Date.parse(endedAt))}`
  return `${subject} ${kind} since ${describeTime(time)} ${end}${about}`
}
