import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { copyDatabase } from '../../../src/store/copy-database.ts'
import { type Restored, restoreDatabase } from '../../../src/store/restore-database.ts'
import { type DeliveryWorld, startDeliveryWorld } from '../../support/delivery-world.ts'
import { openTestApp, type TestApp } from '../../support/test-app.ts'

/** What a restored database does with what waits in it, and with news that came since. */

async function backUp({ settings, clock }: DeliveryWorld): Promise<string> {
  const target = path.join(settings.dataDir, 'copy.db')
  const unfinished = `${target}.part`
  const request = { dataDir: settings.dataDir, target, unfinished, now: clock.now } as const
  const result = await copyDatabase({ ...request, existing: 'refuse' })
  expect(result.kind).toBe('made')
  return target
}

/** Ends the app, restores and starts it again. */
async function restore(
  world: DeliveryWorld,
  backup: string,
): Promise<{ readonly app: TestApp; readonly restored: Restored }> {
  const { app, settings, clock } = world
  await app.close()
  const { dataDir } = settings
  const result = await restoreDatabase({
    dataDir,
    backup,
    brokenReferences: 'refuse',
    now: clock.now,
  })
  if (result.kind === 'refused') throw new Error(result.reason)
  return {
    app: await openTestApp(settings, { now: () => clock.now }),
    restored: result.restored,
  }
}

test('what waits in a backup and was sent since is not sent again', async () => {
  const world = await startDeliveryWorld('to: [desk@example.org, board@example.org]')
  await world.app.pollOnly(world.settings)
  const backup = await backUp(world)
  world.clock.advance(60_000)
  world.sink.refuse(451, 'later', 'board@example.org')
  await world.app.deliver(world.settings)
  world.sink.acceptAll()
  world.clock.advance(48 * 3_600_000)

  const { app, restored } = await restore(world, backup)
  await app.poll(world.settings)

  expect(restored).toMatchObject({ carried: { sentCount: 1 }, waitingCount: 1, ledgerProblems: [] })
  expect(world.sink.received.map(({ to }) => to)).toEqual([
    ['desk@example.org'],
    ['board@example.org'],
  ])
  expect(world.sink.received.map(({ mail }) => mail.messageId?.split('.')[1])).toEqual(['1', '1'])
})

test('what waits in a backup goes out under the Message-ID that it had, where nobody knows of more', async () => {
  const world = await startDeliveryWorld('to: [desk@example.org]')
  await world.app.pollOnly(world.settings)
  const backup = await backUp(world)
  await world.app.deliver(world.settings)
  await world.app.close()
  const { dataDir } = world.settings
  writeFileSync(path.join(dataDir, 'policywatch.db'), 'torn to pieces')

  const { app, restored } = await restore(world, backup)
  await app.poll(world.settings)

  const ids = world.sink.received.map(({ mail }) => mail.messageId)
  expect(restored.carried).toBeNull()
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
})

test('news that came since the backup is told again, and nothing of before', async () => {
  const world = await startDeliveryWorld('to: [desk@example.org]')
  await world.app.poll(world.settings)
  const backup = await backUp(world)
  world.clock.advance(3_600_000)
  world.publish('Second plan published')
  await world.app.poll(world.settings)

  const { app } = await restore(world, backup)
  world.clock.advance(3_600_000)
  await app.poll(world.settings)

  expect(world.sink.received.map(({ mail }) => mail.subject)).toEqual([
    expect.stringContaining('Reactor plans published'),
    expect.stringContaining('Second plan published'),
    expect.stringContaining('Second plan published'),
  ])
})
