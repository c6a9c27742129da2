import type { Verdict } from './judge-month.ts'
import type { Month } from './run-month.ts'

/** One table of figures, as lines. */
export function formatMonth(month: Month, verdict: Verdict): string {
  const { size } = month.world
  const rows: readonly (readonly [string, number | string])[] = [
    [
      'feeds, subscriptions, days',
      `${size.feedCount}, ${size.subscriptionCount}, ${size.dayCount}`,
    ],
    ['seed', size.seed],
    ['expected', verdict.expected],
    ['delivered', verdict.delivered],
    ['missing', verdict.missing.length],
    ['repeated, as nobody could know', verdict.repeated],
    ['repeated knowingly', verdict.repeatedKnowingly.length],
    ['told under two Message-IDs', verdict.toldAnew.length],
    ['told and not expected', verdict.unexpected.length],
    ['failed as meant', verdict.failedAsMeant],
    ['rows not final, or failed unmeant', verdict.openRows.length],
    ['ledger --verify', verdict.ledgerProblem === null ? 'exit 0' : 'refuses'],
    ['e-mails taken', month.messages.length],
    ['e-mails without a story', verdict.empty.length],
    ['notices of addresses that failed', verdict.failureNotices],
    ...withParts('faults of the mail server', month.mailFaults),
    ...withParts('kills', month.kills),
    ['writes refused by a full disk', month.diskFullCount],
    ['other errors in the log', month.errors.length],
    ['seconds', Math.round(month.seconds)],
  ]
  return rows.map(([name, figure]) => `${name.padEnd(36)}${String(figure).padStart(14)}`).join('\n')
}

/** The sum, and a row for each kind. */
function withParts(
  name: string,
  counts: ReadonlyMap<string, number>,
): readonly (readonly [string, number])[] {
  const parts = [...counts].toSorted(([a], [b]) => a.localeCompare(b))
  const sum = parts.reduce((before, [, count]) => before + count, 0)
  return [[name, sum], ...parts.map(([kind, count]) => [`  ${kind}`, count] as const)]
}

/** What must not be, a sentence each; the first ones of each kind. */
export function listFailures(month: Month, verdict: Verdict): readonly string[] {
  const few = (what: string, list: readonly string[]): readonly string[] =>
    list.length === 0 ? [] : [`${list.length} ${what}: ${list.slice(0, 5).join('; ')}`]
  return [
    ...few('missing', verdict.missing),
    ...few('repeated although the sender knew', verdict.repeatedKnowingly),
    ...few('told under two Message-IDs', verdict.toldAnew),
    ...few('told to somebody who had not asked', verdict.unexpected),
    ...few('e-mails without a story', verdict.empty),
    ...few('addresses reported wrongly', verdict.wronglyReported),
    ...few('rows of the ledger not final, or failed without being meant to', verdict.openRows),
    ...few('errors in the log', month.errors),
    ...(verdict.ledgerProblem === null ? [] : [verdict.ledgerProblem]),
  ]
}
