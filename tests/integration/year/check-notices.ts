import { DAY_MS } from '../../../src/core/time.ts'
import type { ExpectedCondition } from './condition-sheet.ts'
import { expectConditions } from './expect-conditions.ts'
import type { Year } from './run-year.ts'

/**
 * What is wrong with what the administrators were told, a sentence for each feed and host of which more or less was told than
 * that something began and that it ended. A feed is told of as `id (title)`, and its title is its id here.
 */
export async function findWrongNotices(year: Year): Promise<readonly string[]> {
  const { network, db } = year
  const rows = await db
    .selectFrom('alerts as a')
    .innerJoin('deliveries as d', 'd.alert_id', 'a.id')
    .select('a.text')
    .where('a.kind', '=', 'admin')
    .where('d.state', '=', 'sent')
    .execute()
  const told = rows.map(({ text }) => text ?? '').join('\n')
  const conditions = Map.groupBy(expectConditions(network.visits.visits), ({ subject }) => subject)
  const subjects = new Set([...conditions.keys(), ...year.feeds.map(({ id }) => id)])
  return [...subjects].flatMap((subject) => {
    const expected = (conditions.get(subject) ?? []).flatMap((one) => tellingsOf(one, year))
    const count = told.split(nameOf(subject)).length - 1
    return count === expected.length
      ? []
      : [`${subject} was told of ${count} times and not ${expected.length}: ${expected.join(', ')}`]
  })
}

/** What calls for nothing is told when it has lasted for a day. */
const CALM: ReadonlySet<string> = new Set(['stale', 'cookies-first'])

function tellingsOf({ kind, since, endedAt }: ExpectedCondition, year: Year): readonly string[] {
  const dueAt = CALM.has(kind) ? since + DAY_MS : since
  const end = endedAt ?? Number.POSITIVE_INFINITY
  // what ends in the round in which it would have been told is told once, as over
  const isBeginTold =
    !CALM.has(kind) || year.network.visits.visits.some(({ at }) => dueAt <= at && at < end)
  const isEndTold = endedAt !== null && dueAt <= endedAt
  return [...(isBeginTold ? [`${kind} began`] : []), ...(isEndTold ? [`${kind} ended`] : [])]
}

function nameOf(subject: string): string {
  return subject.includes('.') ? `\n${subject} a` : `${subject} (${subject})` // asks to be left alone, answers again
}
