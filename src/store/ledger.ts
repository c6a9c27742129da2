import { sql } from 'kysely'
import { type RuleId, ruleIdOf, type SubscriptionId, subscriptionIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import type { DeliveryState } from './deliveries.ts'
import { DUE_AT } from './due-deliveries.ts'
import type { Db } from './schema.ts'

/** One match and what became of it for one address. */
export type LedgerRow = {
  readonly matchId: number
  readonly ruleId: RuleId
  readonly itemId: number
  readonly storyId: number
  readonly title: string
  readonly url: string | null
  readonly matchedAt: Timestamp
  /** null: no subscription takes the rule. */
  readonly subscriptionId: SubscriptionId | null
  readonly address: string | null
  readonly state: DeliveryState
  readonly reason: string | null
  readonly alertId: number | null
  readonly messageId: string | null
  readonly attemptCount: number
  readonly nextAttemptAt: Timestamp | null
  readonly finishedAt: Timestamp | null
}

/** Streams the whole ledger in the order of the matches. */
export async function* streamLedger(db: Db): AsyncGenerator<LedgerRow> {
  for (let after = 0; ; ) {
    const page = await listLedgerPage(db, after)
    yield* page.rows
    if (page.last === null) return
    after = page.last
  }
}

const MATCHES_PER_PAGE = 500

async function listLedgerPage(
  db: Db,
  after: number,
): Promise<{ readonly rows: readonly LedgerRow[]; readonly last: number | null }> {
  const ids = await db
    .selectFrom('matches')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(MATCHES_PER_PAGE)
    .execute()
  const [first, last] = [ids[0]?.id, ids.at(-1)?.id]
  if (first === undefined || last === undefined) return { rows: [], last: null }
  return { rows: await listRowsBetween(db, first, last), last }
}

/** What became of one match, for each address. */
export async function listLedgerOfMatch(db: Db, matchId: number): Promise<readonly LedgerRow[]> {
  return await listRowsBetween(db, matchId, matchId)
}

/** The rows of the matches from one id to another, both included. */
async function listRowsBetween(db: Db, first: number, last: number): Promise<readonly LedgerRow[]> {
  const { rows } = await sql<LedgerColumns>`
    select m.id match_id, m.rule_id, m.item_id, m.story_id, i.title, i.url, m.matched_at, f.*
    from matches m
    join items i on i.id = m.item_id
    join (
      select am.match_id of_match, am.subscription_id, d.address, d.state, d.reason, am.alert_id,
        d.message_id, d.attempt_count, ${DUE_AT} next_attempt_at, d.finished_at, d.id delivery_id
      from alert_matches am
      join alerts a on a.id = am.alert_id
      join deliveries d on d.alert_id = am.alert_id
      where am.match_id between ${first} and ${last}
      union all
      select s.match_id, nullif(s.subscription_id, ''), nullif(s.address, ''), 'suppressed', s.reason, null,
        null, 0, null, s.suppressed_at, 0
      from suppressions s
      where s.match_id between ${first} and ${last}
    ) f on f.of_match = m.id
    where m.id between ${first} and ${last}
    order by m.id, f.subscription_id, f.delivery_id, f.address`.execute(db)
  return rows.map(ledgerRowOf)
}

type LedgerColumns = {
  readonly match_id: number
  readonly rule_id: string
  readonly item_id: number
  readonly story_id: number
  readonly title: string
  readonly url: string | null
  readonly matched_at: string
  readonly subscription_id: string | null
  readonly address: string | null
  readonly state: string
  readonly reason: string | null
  readonly alert_id: number | null
  readonly message_id: string | null
  readonly attempt_count: number
  readonly next_attempt_at: string | null
  readonly finished_at: string | null
}

function ledgerRowOf(row: LedgerColumns): LedgerRow {
  return {
    matchId: row.match_id,
    ruleId: ruleIdOf(row.rule_id),
    itemId: row.item_id,
    storyId: row.story_id,
    title: row.title,
    url: row.url,
    matchedAt: row.matched_at as Timestamp, // times and states are written by this folder alone
    subscriptionId: row.subscription_id === null ? null : subscriptionIdOf(row.subscription_id),
    address: row.address,
    state: row.state as DeliveryState,
    reason: row.reason,
    alertId: row.alert_id,
    messageId: row.message_id,
    attemptCount: row.attempt_count,
    nextAttemptAt: row.next_attempt_at as Timestamp | null,
    finishedAt: row.finished_at as Timestamp | null,
  }
}
