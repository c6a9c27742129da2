import Database from 'better-sqlite3'
import { foldAddress, type OptOut, type OptOutVia } from '../core/alert/opt-out.ts'
import { subscriptionIdOf } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { BUSY_TIMEOUT_MS } from './database-file.ts'
import { IS_OPEN } from './due-deliveries.ts'
import { listOptOuts, saveOptOut } from './opt-outs.ts'
import type { Tx } from './schema.ts'
import { sealAlert } from './seal-alert.ts'

/** What a database that is replaced by a copy of itself knows, and the copy must not forget. */
export type LaterFacts = {
  readonly installation: string | null
  readonly optOuts: readonly OptOut[]
  /** Those of the deliveries asked for that were handed over. */
  readonly sent: readonly SentDelivery[]
}

type SentDelivery = {
  readonly messageId: string
  readonly reason: string | null
  readonly finishedAt: Timestamp
  readonly subject: string | null
  readonly text: string | null
  readonly html: string | null
  /** What it told. */
  readonly matchIds: ReadonlySet<number>
  readonly editIds: ReadonlySet<number>
}

export type CarriedOver = {
  /** Opt-outs that the copy did not have. */
  readonly optOuts: readonly OptOut[]
  /** Opt-outs of the copy that had been undone since; they hold again. */
  readonly revivedOptOuts: readonly OptOut[]
  /** Deliveries that wait in the copy, and were handed over since. */
  readonly sentCount: number
}

/**
 * Reads the facts of a database of any version; null when it cannot be read. Deliveries are asked for by their Message-IDs, none
 * where the copy was of another version: what they told is known by numbers that hold within one.
 */
export function readLaterFacts(file: string, messageIds: readonly string[]): LaterFacts | null {
  try {
    const sqlite = new Database(file, { readonly: true, fileMustExist: true })
    try {
      sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
      return {
        installation: readInstallation(sqlite),
        optOuts: hasTable(sqlite, 'opt_outs') ? readOptOuts(sqlite) : [],
        sent: messageIds.length === 0 ? [] : readSent(sqlite, messageIds),
      }
    } finally {
      sqlite.close()
    }
  } catch {
    return null // it is replaced because something is wrong with it
  }
}

/**
 * An opt-out outlives a restore, and what was handed over is not handed over again: an alert of the copy that waits for an
 * address is the one that was sent when its Message-ID is. The alert is closed with it, as when it was sent.
 */
export async function carryOver(tx: Tx, facts: LaterFacts, now: Timestamp): Promise<CarriedOver> {
  const known = await listOptOuts(tx)
  const optOuts: OptOut[] = []
  for (const optOut of facts.optOuts) if (await saveOptOut(tx, optOut)) optOuts.push(optOut)
  const later = new Set(facts.optOuts.map(keyOf))
  const revivedOptOuts = known.filter((optOut) => !later.has(keyOf(optOut)))
  let sentCount = 0
  for (const sent of facts.sent) if (await noteSent(tx, sent, now)) sentCount += 1
  return { optOuts, revivedOptOuts, sentCount }
}

function keyOf({ address, subscriptionId }: OptOut): string {
  return `${foldAddress(address)} ${subscriptionId ?? ''}`
}

async function noteSent(tx: Tx, sent: SentDelivery, now: Timestamp): Promise<boolean> {
  const delivery = await tx
    .selectFrom('deliveries as d')
    .select(['d.id', 'd.alert_id'])
    .where('d.message_id', '=', sent.messageId)
    .where(IS_OPEN)
    .executeTakeFirst()
  if (delivery === undefined || !(await wasAllTold(tx, delivery.alert_id, sent))) return false
  await tx
    .updateTable('deliveries')
    .set({
      state: 'sent',
      reason: sent.reason,
      next_attempt_at: null,
      finished_at: sent.finishedAt,
    })
    .where('id', '=', delivery.id)
    .execute()
  await sealAlert(tx, delivery.alert_id, now)
  const { subject, text, html } = sent
  await tx
    .updateTable('alerts')
    .set({ subject, text, html })
    .where('id', '=', delivery.alert_id)
    .where('subject', 'is', null)
    .execute()
  return true
}

/** What was too large was told in parts, and the message of this name told the first of them alone. */
async function wasAllTold(tx: Tx, alertId: number, sent: SentDelivery): Promise<boolean> {
  const matches = await tx
    .selectFrom('alert_matches')
    .select('match_id')
    .where('alert_id', '=', alertId)
    .execute()
  const edits = await tx
    .selectFrom('alert_edits')
    .select('edit_id')
    .where('alert_id', '=', alertId)
    .execute()
  return (
    matches.every((row) => sent.matchIds.has(row.match_id)) &&
    edits.every((row) => sent.editIds.has(row.edit_id))
  )
}

/** What was to be attempted while nobody ran is due from now on. */
export async function makeOverdueDue(tx: Tx, now: Timestamp): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ next_attempt_at: now })
    .where('state', 'in', ['pending', 'held', 'uncertain'])
    .where('next_attempt_at', '<', now)
    .execute()
}

function hasTable(sqlite: Database.Database, name: string): boolean {
  const query = "select 1 from sqlite_schema where type = 'table' and name = ?"
  return sqlite.prepare(query).get(name) !== undefined
}

function readInstallation(sqlite: Database.Database): string | null {
  const row = sqlite.prepare("select value from meta where key = 'installation'").get()
  return (row as { readonly value: string } | undefined)?.value ?? null // the column holds text
}

function readOptOuts(sqlite: Database.Database): readonly OptOut[] {
  const rows = sqlite
    .prepare('select address, subscription_id, opted_out_at, via from opt_outs')
    .all() as readonly Record<'address' | 'subscription_id' | 'opted_out_at' | 'via', string>[] // text, each
  return rows.map((row) => ({
    address: row.address,
    subscriptionId: row.subscription_id === '' ? null : subscriptionIdOf(row.subscription_id),
    optedOutAt: row.opted_out_at as Timestamp, // written by store/opt-outs.ts alone
    via: row.via as OptOutVia,
  }))
}

function readSent(
  sqlite: Database.Database,
  messageIds: readonly string[],
): readonly SentDelivery[] {
  const rows = sqlite
    .prepare(
      `select d.message_id messageId, d.reason, d.finished_at finishedAt, a.subject, a.text, a.html,
        (select json_group_array(match_id) from alert_matches m where m.alert_id = a.id) matchIds,
        (select json_group_array(edit_id) from alert_edits e where e.alert_id = a.id) editIds
      from deliveries d join alerts a on a.id = d.alert_id
      where d.state = 'sent' and d.message_id in (select value from json_each(?))`,
    )
    .all(JSON.stringify(messageIds)) as readonly (Omit<SentDelivery, 'matchIds' | 'editIds'> &
    Record<'matchIds' | 'editIds', string>)[] // as selected
  const idsIn = (json: string): ReadonlySet<number> => new Set(JSON.parse(json) as number[]) // made by SQLite a line above
  return rows.map((row) => ({
    ...row,
    matchIds: idsIn(row.matchIds),
    editIds: idsIn(row.editIds),
  }))
}
