import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Timestamp } from '../../src/core/time.ts'
import { inTransaction, openDatabase } from '../../src/store/database.ts'
import type { Db } from '../../src/store/schema.ts'
import { findOriginal, fixThread } from '../../src/store/threads.ts'
import { makeTempDir } from '../support/temp-dir.ts'

/** An alert that told a story, sent at `sentAt`, and an edit of it that is to be told to the same address. */
async function openStore(times: {
  readonly matchedAt: Timestamp
  readonly sentAt: Timestamp
}): Promise<Db> {
  const db = await openDatabase(makeTempDir())
  onTestFinished(async () => await db.destroy())
  const { matchedAt, sentAt } = times
  const told = { subscription_id: 'desk', alert_id: 1 }
  const alert = { subscription_id: 'desk', created_at: matchedAt, gather_until: '', due_at: '' }
  const delivery = { name: '', attempt_count: 1 }
  await db.insertInto('stories').values({ id: 1, created_at: matchedAt }).execute()
  await sql`insert into items (id, feed_id, story_id, title, authors, categories, text, searched, content_hash, first_seen_at, last_seen_at)
    values (1, 'one', 1, 'A title', '[]', '[]', 'A text', 'teaser', 'x', ${matchedAt}, ${matchedAt})`.execute(
    db,
  )
  await sql`insert into matches values (1, 'smr', 1, 1, 'r', '[]', ${matchedAt}, 1)`.execute(db)
  await sql`insert into edits values (1, 1, 'A title', 'Before', 'teaser', ${sentAt}, null)`.execute(
    db,
  )
  await db
    .insertInto('alerts')
    .values([
      { ...alert, id: 1, kind: 'news' },
      { ...alert, id: 2, kind: 'news' },
      { ...alert, id: 3, kind: 'edit', item_id: 1 },
    ])
    .execute()
  await db
    .insertInto('alert_matches')
    .values({ ...told, match_id: 1 })
    .execute()
  await db
    .insertInto('alert_edits')
    .values({ subscription_id: 'desk', alert_id: 3, edit_id: 1 })
    .execute()
  await db
    .insertInto('deliveries')
    .values([
      {
        ...{ ...delivery, id: 1, alert_id: 1, address: 'Desk@Example.org' },
        ...{ state: 'sent', message_id: '<1@x>', finished_at: sentAt },
      },
      {
        ...{ ...delivery, id: 3, alert_id: 3, address: 'desk@example.org' },
        ...{ state: 'sending', message_id: '<3@x>' },
      },
    ])
    .execute()
  return db
}

const EDIT = { id: 3, alertId: 3, to: { name: '', address: 'desk@example.org' } }

test('an edit follows the e-mail that told its story to the address, however it is written', async () => {
  const db = await openStore({
    matchedAt: '2026-03-04T08:00:00.000Z' as Timestamp,
    sentAt: '2026-03-04T08:00:12.000Z' as Timestamp,
  })

  expect(await findOriginal(db, EDIT)).toEqual({ kind: 'delivered' })
  expect(await inTransaction(db, async (tx) => await fixThread(tx, EDIT))).toEqual(['<1@x>'])
})

test('an edit is not lost where the clock was a month ahead when its story was matched', async () => {
  const db = await openStore({
    matchedAt: '2026-04-04T08:00:00.000Z' as Timestamp,
    sentAt: '2026-03-04T08:10:00.000Z' as Timestamp,
  })

  expect(await findOriginal(db, EDIT)).toEqual({ kind: 'delivered' })
})

test('an address that was never told has no original', async () => {
  const db = await openStore({
    matchedAt: '2026-03-04T08:00:00.000Z' as Timestamp,
    sentAt: '2026-03-04T08:00:12.000Z' as Timestamp,
  })

  const stranger = { ...EDIT, to: { name: '', address: 'other@example.org' } }

  expect(await findOriginal(db, stranger)).toEqual({ kind: 'none' })
})

test('an edit does not wait for another e-mail of its story where the clock was ahead', async () => {
  const db = await openStore({
    matchedAt: '2026-04-04T08:00:00.000Z' as Timestamp,
    sentAt: '2026-03-04T08:10:00.000Z' as Timestamp,
  })
  await sql`insert into matches values (2, 'trade', 1, 1, 'r', '[]', '2026-04-04T08:00:00.000Z', null)`.execute(
    db,
  )
  await sql`insert into alert_matches values (2, 2, 'board')`.execute(db)
  await sql`insert into deliveries (id, alert_id, address, name, state, message_id)
    values (2, 2, 'desk@example.org', '', 'held', '<2@x>')`.execute(db)

  expect(await findOriginal(db, EDIT)).toEqual({ kind: 'delivered' })
})
