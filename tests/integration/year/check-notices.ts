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
  const told = rows.map(({ text }) => `\n${text ?? ''}`).join('')
  const conditions = Map.groupBy(
    expectConditions(year.feeds, network.visits.visits),
    ({ subject }) => subject,
  )
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

function tellingsOf({ kind, since, end }: ExpectedCondition, year: Year): readonly string[] {
  const dueAt = CALM.has(kind) ? since + DAY_MS : since
  const endedAt = end?.at ?? Number.POSITIVE_INFINITY
  // what ends in the round in which it would have been told is told once, as over
  const isBeginTold = year.network.visits.visits.some(({ at }) => dueAt <= at && at < endedAt)
  const isEndTold = end?.ending === 'recovered' && dueAt <= endedAt
  return [...(isBeginTold ? [`${kind} began`] : []), ...(isEndTold ? [`${kind} ended`] : [])]
}

/** A host stands at the beginning of its paragraph, and in the addresses of its feeds. */
function nameOf(subject: string): string {
  return subject.includes('.') ? `\n${subject} ` : `${subject} (${subject})`
}
