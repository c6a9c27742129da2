import { describe, expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { readStatus } from '../../../src/pipeline/read-status.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { startDeliveryWorld } from '../../support/delivery-world.ts'
import { startEditedRelease } from '../../support/edited-release.ts'
import { openTestApp } from '../../support/test-app.ts'

type World = Awaited<ReturnType<typeof startDeliveryWorld>>

const adminSubjects = ({ sink }: Pick<World, 'sink'>): readonly (string | undefined)[] =>
  sink.received.filter(({ to }) => to[0] === 'ops@example.org').map(({ mail }) => mail.subject)

async function publishAndPoll(world: World, title: string): Promise<void> {
  world.publish(title)
  world.clock.advance(MINUTE_MS)
  await world.app.poll(world.settings)
}

describe('an address that is refused for good', () => {
  test('is told to the administrators once, however many alerts fail', async () => {
    const world = await startDeliveryWorld('to: [gone@example.org]')
    world.sink.refuse(550, 'no such user', 'gone@example.org')

    await publishAndPoll(world, 'Reactors one')
    await publishAndPoll(world, 'Reactors two')

    expect(adminSubjects(world)).toHaveLength(1)
    expect(adminSubjects(world)[0]).toContain('Not delivered to gone@example.org')
  })

  test('is told again when it took mail in between', async () => {
    const world = await startDeliveryWorld('to: [gone@example.org]')
    world.sink.refuse(550, 'no such user', 'gone@example.org')
    await publishAndPoll(world, 'Reactors one')
    world.sink.acceptAll()
    await publishAndPoll(world, 'Reactors two')
    world.sink.refuse(550, 'no such user', 'gone@example.org')

    await publishAndPoll(world, 'Reactors three')

    expect(adminSubjects(world)).toHaveLength(2)
  })

  test('is told with others that fail at the same time in one message', async () => {
    const world = await startDeliveryWorld('to: [a@example.org, b@example.org, c@example.org]')
    world.sink.refuse(550, 'no such user')
    await world.app.pollOnly(world.settings)
    await world.app.deliver({ ...world.settings, admins: [] })
    world.sink.acceptAll()

    await world.app.deliver(world.settings)

    expect(adminSubjects(world)).toEqual(['Policywatch: Not delivered to 3 addresses'])
  })
})

describe('an administrator who is refused for good', () => {
  test('is not told of it again and again', async () => {
    const world = await startDeliveryWorld('to: [gone@example.org]')
    world.sink.refuse(550, 'blocked')

    await publishAndPoll(world, 'Reactors one')
    await publishAndPoll(world, 'Reactors two')

    const alerts = await world.app.deps.db.selectFrom('alerts').select('kind').execute()
    expect(alerts.filter(({ kind }) => kind === 'admin')).toHaveLength(1)
  })

  test('is told when the address is corrected', async () => {
    const release = await startEditedRelease('desk: { to: [gone@example.org], rules: all }')
    release.sink.refuse(550, 'no such user')
    await release.say({})
    release.sink.acceptAll()
    await release.app.close()
    const settings = { ...release.settings, admins: [{ name: '', address: 'boss@example.org' }] }

    const app = await openTestApp(settings, { now: () => release.clock.now })
    await app.deliver(settings)

    const told = release.sink.received.filter(({ to }) => to[0] === 'boss@example.org')
    expect(told.map(({ mail }) => mail.subject)).toEqual([
      expect.stringContaining('Not delivered to gone@example.org'),
    ])
  })
})

describe('a bare 554', () => {
  test('is believed at the third time', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')
    world.sink.refuse(554, 'rejected', 'a@example.org')
    await world.app.poll(world.settings)
    const first = await world.states()
    world.clock.advance(HOUR_MS)
    await world.app.deliver(world.settings)
    world.clock.advance(HOUR_MS)

    await world.app.deliver(world.settings)

    expect(first).toEqual([['a@example.org', 'pending', expect.stringContaining('rejected')]])
    expect((await world.states())[0]?.[1]).toBe('failed')
  })

  test('counts for itself, whatever came before it', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')
    world.sink.refuse(451, 'later', 'a@example.org')
    await world.app.poll(world.settings)
    world.clock.advance(HOUR_MS)
    await world.app.deliver(world.settings)
    world.sink.refuse(554, 'rejected', 'a@example.org')
    world.clock.advance(HOUR_MS)

    await world.app.deliver(world.settings)

    expect((await world.states())[0]?.[1]).toBe('pending')
  })

  test('is no loss when it was a whim', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')
    world.sink.refuse(554, 'rejected', 'a@example.org')
    await world.app.poll(world.settings)
    world.sink.acceptAll()
    world.clock.advance(HOUR_MS)

    await world.app.deliver(world.settings)

    expect((await world.states())[0]?.[1]).toBe('sent')
  })

  test('that gives its reason is believed at once', async () => {
    const world = await startDeliveryWorld('to: [a@example.org]')
    world.sink.refuse(554, '5.7.1 looks like spam', 'a@example.org')

    await world.app.poll(world.settings)

    expect((await world.states())[0]?.[1]).toBe('failed')
  })
})

describe('an address that is corrected', () => {
  const WRONG = 'desk: { to: [wrnog@example.org], rules: all }'
  const RIGHT = 'desk: { to: [wrong@example.org], rules: all }'

  test('gets what the wrong one was refused', async () => {
    const release = await startEditedRelease(WRONG)
    release.sink.refuse(550, 'no such user', 'wrnog@example.org')
    await release.say({})
    await release.app.close()
    const corrected = await release.load(RIGHT)

    const app = await openTestApp(corrected, { now: () => release.clock.now })
    await app.deliver(corrected)

    const told = release.sink.received.filter(({ to }) => to[0] === 'wrong@example.org')
    expect(told.map(({ mail }) => mail.subject)).toEqual([expect.stringContaining('Reactors')])
    expect(await verifyLedger(app.deps.db, release.clock.now)).toEqual([])
  })

  test('gets what still waited for the wrong one, though its words were fixed', async () => {
    const release = await startEditedRelease(WRONG)
    release.sink.refuse(451, 'later', 'wrnog@example.org')
    await release.say({})
    release.clock.advance(HOUR_MS)
    const corrected = await release.load(RIGHT)

    await release.app.deliver(corrected)
    await release.app.deliver(corrected)

    const told = release.sink.received.filter(({ to }) => to[0] === 'wrong@example.org')
    expect(told).toHaveLength(1)
  })
})

test('an address that takes no mail stands in the status until it does', async () => {
  const world = await startDeliveryWorld('to: [gone@example.org]')
  world.sink.refuse(550, 'no such user', 'gone@example.org')
  await publishAndPoll(world, 'Reactors one')
  const failing = await readStatus(world.app.deps.db, world.settings, world.clock.now)
  world.sink.acceptAll()

  await publishAndPoll(world, 'Reactors two')

  const well = await readStatus(world.app.deps.db, world.settings, world.clock.now)
  expect(failing.failingAddresses).toMatchObject([
    { address: 'gone@example.org', reason: expect.stringContaining('no such user') },
  ])
  expect(well.failingAddresses).toEqual([])
})
