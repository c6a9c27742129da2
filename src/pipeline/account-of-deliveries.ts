import type { SubscriptionSettings } from '../config/settings.ts'
import { foldAddress, type OptOut } from '../core/alert/opt-out.ts'
import { assertNever } from '../core/assert-never.ts'
import type { Timestamp } from '../core/time.ts'
import type { LedgerRow } from '../store/ledger.ts'
import type { StoredHit } from './read-stored-hit.ts'

/** Who is to be told of a rule, and what is known of a hit of it. */
export type Telling = {
  readonly stored: StoredHit | null
  /** The subscriptions that take the rule now; null where the rule is no longer configured. */
  readonly takers: readonly SubscriptionSettings[] | null
  readonly optOuts: readonly OptOut[]
}

type FormatTime = (at: Timestamp) => string

/** Addresses that are named one by one; of a list of a thousand those that were not reached come first. */
const MAX_ROWS = 20

/** What became of a hit for each address, in sentences: who was told, who was not and why, and who stands in the configuration since. */
export function accountOfDeliveries(telling: Telling, formatTime: FormatTime): readonly string[] {
  const { stored, takers } = telling
  const untaken = takers?.length === 0 ? [NO_TAKER] : []
  if (stored === null) return untaken
  const rows = stored.ledger.filter((row) => !isOfFolding(row, stored))
  const sorted = rows.toSorted((a, b) => Number(a.state === 'sent') - Number(b.state === 'sent'))
  return [
    ...accountOfFolding(stored),
    ...withLimit(sorted.map((row) => `${capital(accountOfRow(row, formatTime))}.`)),
    ...withLimit(accountOfOthers(telling, rows, formatTime)),
    ...untaken,
  ]
}

const NO_TAKER = 'No subscription takes the rule now, so nobody is told what it hits.'

/** The row that says why this match is in no alert; told better by what tells the story. */
function isOfFolding({ matchId, subscriptionId, alertId }: LedgerRow, stored: StoredHit): boolean {
  return (
    stored.toldBy !== null &&
    matchId === stored.matchId &&
    alertId === null &&
    subscriptionId === null
  )
}

function accountOfFolding({ toldBy }: StoredHit): readonly string[] {
  if (toldBy === null) return []
  const by =
    toldBy.item === null
      ? `match ${toldBy.matchId}`
      : `item ${toldBy.item.id} of ${toldBy.item.feedId}, “${toldBy.item.title}” (match ${toldBy.matchId})`
  return [`A rule tells a story once, and it had hit this one before, by ${by}:`]
}

function accountOfRow(row: LedgerRow, formatTime: FormatTime): string {
  const { subscriptionId, address, state, reason, attemptCount } = row
  const who = [address ?? 'nobody', subscriptionId === null ? '' : `(${subscriptionId})`]
    .filter((word) => word !== '')
    .join(' ')
  const because = reason === null ? '' : `: ${reason}`
  const next = row.nextAttemptAt === null ? '' : ` ${formatTime(row.nextAttemptAt)}`
  const tries = attemptCount === 1 ? 'one try' : `${attemptCount} tries`
  const ended = row.finishedAt === null ? '' : ` on ${formatTime(row.finishedAt)}`
  switch (state) {
    case 'sent':
      return `${who} was told${ended}${row.messageId === null ? '' : `, as ${row.messageId}`}`
    case 'pending':
      return attemptCount === 0
        ? `${who} is to be told, due${next}`
        : `${who} is not told yet after ${tries}; next try${next}${because}`
    case 'held':
      return `${who} is told later, due${next}${because}`
    case 'sending':
      return `${who} is being told just now`
    case 'uncertain':
      return `${who} may have been told; next try, under the same Message-ID,${next}${because}`
    case 'failed':
      return `${who} could not be told, given up${ended} after ${tries}${because}`
    case 'suppressed':
      return address === null ? `nobody was told${because}` : `${who} was not told${because}`
    default:
      return assertNever(state)
  }
}

/** Addresses of the configuration that no row speaks of. */
function accountOfOthers(
  { takers, optOuts, stored }: Telling,
  rows: readonly LedgerRow[],
  formatTime: FormatTime,
): readonly string[] {
  const told = new Set(rows.map((row) => keyOf(row.subscriptionId ?? '', row.address ?? '')))
  const at = stored === null ? '' : ` on ${formatTime(stored.matchedAt)}`
  return (takers ?? []).flatMap(({ id, to }) =>
    to.flatMap(({ address }) => {
      if (told.has(keyOf(id, address))) return []
      const optOut = optOuts.find(
        (known) =>
          known.address === foldAddress(address) &&
          (known.subscriptionId === null || known.subscriptionId === id),
      )
      const why =
        optOut === undefined
          ? `it stands in a subscription to the rule now, and did not when the rule hit${at}`
          : `it unsubscribed on ${formatTime(optOut.optedOutAt)}`
      return [`${capital(address)} (${id}) was not told: ${why}.`]
    }),
  )
}

function keyOf(subscription: string, address: string): string {
  return `${subscription} ${foldAddress(address)}`
}

function withLimit(sentences: readonly string[]): readonly string[] {
  const left = sentences.length - MAX_ROWS
  if (left <= 0) return sentences
  return [
    ...sentences.slice(0, MAX_ROWS),
    `So it goes on for ${left} more; “policywatch ledger” has them.`,
  ]
}

/** Addresses stay as they are written. */
function capital(sentence: string): string {
  return sentence.startsWith('nobody') ? `N${sentence.slice(1)}` : sentence
}
