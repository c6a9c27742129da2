import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/databases')

/** Puts the database that an earlier program left into a data folder; see tests/fixtures/databases. */
export function putFixtureDatabase(dataDir: string, name: string): void {
  mkdirSync(dataDir, { recursive: true })
  const sqlite = new Database(path.join(dataDir, 'policywatch.db'))
  sqlite.pragma('journal_mode = WAL')
  sqlite.exec(readFileSync(path.join(FOLDER, `${name}.sql`), 'utf8'))
  sqlite.close()
}

/** What the ledger says, in the words of every schema: one line for each match and address, and for each that was told to nobody. */
export function listLedgerLines(file: string): readonly string[] {
  const sqlite = new Database(file, { readonly: true })
  const rows = sqlite
    .prepare(
      `select printf('%s %s %s %s %s %s', i.url, m.rule_id, a.subscription_id, d.address, d.state, d.message_id)
        from alert_matches am join matches m on m.id = am.match_id join items i on i.id = m.item_id
        join alerts a on a.id = am.alert_id join deliveries d on d.alert_id = a.id
      union all
      select printf('%s %s %s %s suppressed %s', i.url, m.rule_id, s.subscription_id, s.address, s.reason)
        from suppressions s join matches m on m.id = s.match_id join items i on i.id = m.item_id
      order by 1`,
    )
    .pluck()
    .all()
  sqlite.close()
  return rows as string[] // as selected
}

/** Message-IDs of deliveries to subscribers in these states. */
export function listMessageIds(file: string, ...states: readonly string[]): readonly string[] {
  const sqlite = new Database(file, { readonly: true })
  const ids = sqlite
    .prepare(
      `select d.message_id from deliveries d join alerts a on a.id = d.alert_id
      where a.subscription_id is not null and d.state in (select value from json_each(?)) order by 1`,
    )
    .pluck()
    .all(JSON.stringify(states))
  sqlite.close()
  return ids as string[] // as selected
}
