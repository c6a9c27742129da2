import { expect, onTestFinished, test } from 'vitest'
import { OutboxStore } from '../../src/pipeline/outbox-store.ts'
import { openDatabase } from '../../src/store/database.ts'
import type { Db, Tx } from '../../src/store/schema.ts'
import { makeTempDir } from '../support/temp-dir.ts'

/** Nobody waits so long: what is done was hastened. */
const FOR_EVER = { gatherMs: 600_000, gatherLongerMs: 600_000, longestMs: 600_000 }

async function openOutbox(): Promise<{ readonly db: Db; readonly outbox: OutboxStore }> {
  const db = await openDatabase(makeTempDir())
  onTestFinished(async () => await db.destroy())
  return { db, outbox: new OutboxStore(db, FOR_EVER) }
}

const note =
  (key: string) =>
  async (tx: Tx): Promise<void> => {
    await tx.insertInto('meta').values({ key, value: 'noted' }).execute()
  }

async function listNotes(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom('meta').select('key').where('value', '=', 'noted').execute()
  return rows.map(({ key }) => key).sort()
}

function endAll(messages: readonly PromiseWithResolvers<void>[]): void {
  for (const { resolve } of messages) resolve()
}

test('what is noted waits for nobody while a connection has no message', async () => {
  const { db, outbox } = await openOutbox()

  await outbox.run(note('claimed'))

  expect(await listNotes(db)).toEqual(['claimed'])
})

test('what is noted while every connection has a message waits until one of them is done', async () => {
  const { db, outbox } = await openOutbox()
  const messages = [1, 2, 3].map(() => Promise.withResolvers<void>())
  const [first, ...others] = messages.map(({ promise }) => outbox.attend(async () => await promise))
  const claimed = outbox.run(note('claimed'))
  await new Promise((resolve) => setImmediate(resolve))
  const before = await listNotes(db)

  messages[0]?.resolve()
  await first
  await Promise.all([outbox.run(note('sent')), claimed])

  expect(before).toEqual([])
  expect(await listNotes(db)).toEqual(['claimed', 'sent'])
  endAll(messages)
  await Promise.all(others)
})

test('a message that fails is under way no longer', async () => {
  const { db, outbox } = await openOutbox()
  const fail = async (): Promise<never> => await Promise.reject(new Error('no server'))
  await Promise.allSettled([1, 2, 3].map(async () => await outbox.attend(fail)))

  await outbox.run(note('failed'))

  expect(await listNotes(db)).toEqual(['failed'])
})
