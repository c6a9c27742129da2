import { globSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MINUTE_MS, SECOND_MS } from '../../../src/core/time.ts'
import { readReserveState } from '../../../src/store/reserve-file.ts'
import { runCommandLine } from '../../cli/run-command-line.ts'
import { type DiskWorld, startDiskWorld } from '../../support/disk-world.ts'
import { isMissing } from '../../support/needs.ts'
import { startPolicywatch } from '../../support/run-policywatch.ts'
import { mountSmallDisk, needSmallDisk } from '../../support/small-disk.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { FullDisk } from '../month/full-disk.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

const KIB = 1_024
const MIB = 1_048_576
const BEGAN = 'error: the disk is full: polling pauses, delivery goes on'
const ENDED = 'info: there is room on the disk again: polling goes on'
const FULL = 'ops@example.org: Policywatch: the disk is full, and no feed is polled'
const ROOM = 'ops@example.org: Policywatch: there is room on the disk again, and feeds are polled'
const FIRST = 'desk@example.org: reactors: First'
const smallDisk = needSmallDisk()

/** Polls once, while the mail server takes nothing, so that the alert waits. */
async function pollWithoutMail(world: DiskWorld): Promise<void> {
  world.sink.refuse(451, 'later')
  await world.daemon.start()
  await world.until(() => world.polledCount() === 1)
}

/** As a process that is killed in the middle of one leaves it. */
async function interruptDelivery({ app, clock }: DiskWorld): Promise<void> {
  await app.deps.db.updateTable('deliveries').set({ state: 'sending' }).execute()
  clock.advance(MINUTE_MS)
}

describe.skipIf(isMissing(smallDisk, 'a disk that fills up'))('a disk that fills up', () => {
  test('pauses polling while what waits is delivered, and what was due is polled once there is room', async () => {
    const disk = mountSmallDisk(64)
    const world = await startDiskWorld(disk.folder)
    await pollWithoutMail(world)
    disk.fill(2 * MIB)
    world.publish('Second', 'Third')

    await world.look(20 * MINUTE_MS)
    world.sink.acceptAll()
    await world.look(20 * MINUTE_MS)
    await world.until(() => world.mails().length === 2)
    const duringThePause = [world.pages.requests.length, world.mails()]
    disk.empty()
    await world.look(15 * SECOND_MS)
    await world.until(() => world.mails().length === 4)
    await world.look(15 * SECOND_MS)

    expect(duringThePause).toEqual([1, [FIRST, FULL]])
    expect(world.mails()).toEqual(['desk@example.org: 2 stories: reactors (2)', FIRST, FULL, ROOM])
    expect(world.pages.requests).toHaveLength(2)
    expect(world.said()).toEqual([BEGAN, ENDED])
    expect(await world.problems()).toEqual([])
  })

  test('has a reserve for the alerts of many addresses when not a byte is left', async () => {
    const disk = mountSmallDisk(64)
    const to = Array.from({ length: 60 }, (_, index) => `desk${index}@example.org`).join(', ')
    const world = await startDiskWorld(disk.folder, {}, { to })
    await pollWithoutMail(world)
    await world.app.deps.disk.keepReserve()
    disk.fill(0)

    world.sink.acceptAll()
    await world.look(20 * MINUTE_MS)
    await world.until(() => world.mails().length === 61)
    const reserve = readReserveState(world.settings.dataDir)
    disk.empty()
    await world.look(15 * SECOND_MS)
    await world.until(() => world.pages.requests.length === 2)

    expect(reserve).toBe('given-up')
    expect(readReserveState(world.settings.dataDir)).toBe('whole')
    expect(world.said()).toEqual([BEGAN, ENDED])
    expect(await world.problems()).toEqual([])
  })

  test('is no reason not to start: what an earlier process left is delivered, and all is told once', async () => {
    const disk = mountSmallDisk(64)
    const world = await startDiskWorld(disk.folder)
    await pollWithoutMail(world)
    await world.app.deps.disk.keepReserve()
    disk.fill(0)
    await world.look(20 * MINUTE_MS)
    await world.until(() => world.said().length === 1)
    await world.daemon.stop(0)
    await world.app.close()
    world.sink.acceptAll()

    const next = await startDiskWorld(disk.folder, {}, { feed: world.pages, sink: world.sink })
    await next.daemon.start()
    await next.look(40 * MINUTE_MS)
    await next.until(() => world.mails().length === 2)
    const requestCount = world.pages.requests.length
    disk.empty()
    await next.look(15 * SECOND_MS)
    await next.until(() => next.polledCount() === 1)
    await next.until(() => world.mails().length === 3)

    expect(requestCount).toBe(1)
    expect(world.mails()).toEqual([FIRST, FULL, ROOM])
    expect(next.said()).toEqual([BEGAN, ENDED])
    expect(await next.problems()).toEqual([])
  })

  test('lets a daemon start whose deliveries cannot even be taken over, and deliver when there is room', async () => {
    const disk = mountSmallDisk(64)
    const world = await startDiskWorld(disk.folder)
    await pollWithoutMail(world)
    await interruptDelivery(world)
    await world.daemon.stop(0)
    await world.app.close()
    world.sink.acceptAll()
    disk.fill(48 * KIB)

    const next = await startDiskWorld(disk.folder, {}, { feed: world.pages, sink: world.sink })
    await next.daemon.start()
    await next.look(20 * MINUTE_MS)
    const mails = world.mails()
    disk.empty()
    await next.look(15 * SECOND_MS)
    await next.until(() => world.mails().includes(FIRST))

    expect(mails).toEqual([])
    expect(await next.problems()).toEqual([])
  })

  test('keeps a daemon from starting, with a clear message, when not even the database can be opened', async () => {
    const disk = mountSmallDisk(64)
    const world = await startDiskWorld(disk.folder)
    await world.app.close()
    disk.fill(0)

    const { exitCode, stderr } = await runCommandLine(['run', '--config', world.settings.file])

    expect(exitCode).toBe(1)
    expect(stderr).toContain('the disk of its folder is full')
    expect(stderr).toContain('make room on it')
  })

  test('keeps messages pending that cannot be written into the outbox folder, and writes them when there is room', async () => {
    const disk = mountSmallDisk(64)
    const world = await startDiskWorld(disk.folder, {}, { hasServer: false })
    const written = (): readonly string[] => globSync(`${world.settings.dataDir}/outbox/*.eml`)
    await world.daemon.start()
    await world.until(() => world.polledCount() === 1)
    await world.until(() => written().length === 1)
    world.publish('Second')

    disk.fill(0)
    await world.look(20 * MINUTE_MS)
    await world.look(20 * MINUTE_MS)
    disk.empty()
    await world.look(15 * SECOND_MS)
    await world.until(() => written().length === 3)

    expect(await world.problems()).toEqual([])
  })

  test('and a process that is killed meanwhile lose and double nothing', async () => {
    const disk = mountSmallDisk(64)
    const world = await startDiskWorld(disk.folder)
    await world.app.close()
    const config = world.settings.file
    world.sink.refuse(451, 'later')
    const killed = startPolicywatch(['run', '--config', config])
    await killed.untilLine(/"not delivered"/)
    disk.fill(0)
    killed.process.kill('SIGKILL')
    await killed.finished
    disk.empty()
    world.sink.acceptAll()

    const next = startPolicywatch(['run', '--config', config])
    await world.until(() => world.mails().length === 1)
    next.process.kill('SIGTERM')
    await next.finished
    const verified = await runCommandLine(['ledger', '--verify', '--config', config])

    expect(world.mails()).toEqual([FIRST])
    expect(verified.exitCode).toBe(0)
  })

  test('makes `poll` ask nobody, and say why', async () => {
    const disk = mountSmallDisk(64)
    const world = await startDiskWorld(disk.folder)
    await world.app.close()
    const config = path.join(disk.folder, 'config.yaml')
    disk.fill(2 * MIB)

    const { exitCode, stderr, stdout } = await runCommandLine(['poll', '--config', config])
    const status = await runCommandLine(['status', '--config', config])

    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/no feed was polled, as the disk under .* is full: 2\.\d MB are free/)
    expect(stderr).toContain('make room there')
    expect(world.pages.requests).toEqual([])
    expect(status.stdout).toMatch(/the disk is full, polling pauses: 2\.\d MB are free/)
  })
})

test('a database that has no room pauses polling too, whatever the disk says, and ends it when it has some', async () => {
  const world = await startDiskWorld(makeTempDir(), { readRoom: () => null })
  await pollWithoutMail(world)
  const database = new FullDisk(world.app.deps.db)
  await database.set(true)
  world.publish(...Array.from({ length: 200 }, (_, index) => `Item ${index}`))
  await world.look(20 * MINUTE_MS)
  await world.until(() => world.app.deps.disk.pause !== null)

  await world.look(20 * MINUTE_MS) // a poll may have begun before something else could not be written
  await world.look(20 * MINUTE_MS)
  const requestCount = world.pages.requests.length
  await world.look(20 * MINUTE_MS)
  const pausedCount = world.pages.requests.length - requestCount
  await database.set(false)
  world.sink.acceptAll()
  await world.look(15 * SECOND_MS)
  await world.until(() => world.pages.requests.length > requestCount)
  await world.until(() => world.mails().length >= 3)

  expect(pausedCount).toBe(0)
  expect(world.pages.requests).toHaveLength(requestCount + 1)
  expect(world.said()).toEqual([BEGAN, ENDED])
  expect(await world.problems()).toEqual([])
})
