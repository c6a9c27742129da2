import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import type { Timestamp } from '../../../src/core/time.ts'
import { type PruneReport, pruneData } from '../../../src/pipeline/retention/prune-data.ts'
import { inTransaction, openDatabase } from '../../../src/store/database.ts'
import type { Db } from '../../../src/store/schema.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings } from '../../support/test-app.ts'

export const NOW = '2027-06-01T00:00:00.000Z' as Timestamp
/** Older than 400 days, and younger. */
export const OLD = '2026-03-03T08:30:00.000Z'
export const YOUNG = '2027-05-20T00:00:00.000Z'

/** A database that is filled row by row, with one old story that was told, and a younger one that is last in all. */
export type StoredWorld = {
  readonly dir: string
  readonly db: Db
  readonly settings: Settings
  /** Statements, parted by semicolons. */
  readonly change: (statements: string) => Promise<void>
  readonly prune: (mode?: 'remove' | 'count', signal?: AbortSignal) => Promise<PruneReport>
  /** Ids of the stories that are left. */
  readonly stories: () => Promise<readonly number[]>
}

const configOf = (subscription: string): string => `
feeds:
  ports: { url: "https://ports.example/feed.xml" }
  energy: { url: "https://energy.example/feed.xml", fullText: true }
rules: { reactors: { match: reactors } }
subscriptions: { desk: { to: [desk@example.org], ${subscription} } }
mail: { from: watch@example.org }
`

export async function openStoredWorld(
  more = '',
  subscription = 'rules: all',
  dir = makeTempDir(),
): Promise<StoredWorld> {
  const settings = await loadSettings(dir, `${configOf(subscription)}${more}`)
  const db = await openDatabase(settings.dataDir)
  onTestFinished(async () => await db.destroy())
  const change = async (statements: string): Promise<void> => {
    await inTransaction(db, async (tx) => {
      for (const statement of statements.split(';')) await sql.raw(statement).execute(tx)
    })
  }
  await change(
    "insert into feeds (id, url) values ('ports', 'https://ports.example'), ('energy', 'https://energy.example')",
  )
  await change(toldStory(1, OLD))
  await change(toldStory(2, YOUNG))
  const { signal } = new AbortController()
  return {
    dir: settings.dataDir,
    db,
    settings,
    change,
    prune: async (mode = 'remove', stop = signal) =>
      await pruneData(db, settings, NOW, { mode, signal: stop }),
    stories: async () =>
      (await db.selectFrom('stories').select('id').orderBy('id').execute()).map(({ id }) => id),
  }
}

/** A story with one item of the feed ports, a match, an edit, and an alert that tells both and was sent, all under one id. */
function toldStory(id: number, at: string): string {
  return `
    insert into stories (id, first_item_id, created_at) values (${id}, ${id}, '${at}');
    insert into story_keys values (cast('key ${id}' as blob), ${id}, unixepoch('${at}') * 1000);
    insert into items (id, feed_id, story_id, title, authors, categories, text, searched, content_hash, first_seen_at, last_seen_at)
      values (${id}, 'ports', ${id}, 'Release ${id}', '[]', '[]', 'On reactors.', 'content', '${id}', '${at}', '${at}');
    insert into identities (feed_id, key, item_id, seen_at) values ('ports', cast('guid:${id}' as blob), ${id}, unixepoch('${at}') * 1000);
    insert into matches values (${id}, 'reactors', ${id}, ${id}, 'r', '{}', '${at}', ${id});
    insert into edits values (${id}, ${id}, 'Release', '', 'content', '${at}', '${at}');
    ${sentAlert(id, at)};
    insert into alert_matches values (${id}, ${id}, 'desk');
    insert into alert_edits values (${id}, ${id}, 'desk')`
}

/** An alert with a delivery and its attempt, all under one id. */
export function sentAlert(id: number, at: string): string {
  return `
    insert into alerts (id, subscription_id, kind, created_at, gather_until, due_at, sealed_at, subject, text, html)
      values (${id}, 'desk', 'news', '${at}', '${at}', '${at}', '${at}', 'Alert ${id}', 'text', 'html');
    insert into deliveries (id, alert_id, address, name, state, message_id, finished_at)
      values (${id}, ${id}, 'desk@example.org', '', 'sent', '<${id}@example.org>', '${at}');
    insert into delivery_attempts values (${id}, ${id}, '<${id}@example.org>', '${at}', '${at}', 'accepted', '250')`
}
