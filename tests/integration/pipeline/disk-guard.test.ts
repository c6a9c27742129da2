import { existsSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, msOf, SECOND_MS } from '../../../src/core/time.ts'
import { createLog } from '../../../src/observe/log.ts'
import { DiskGuard } from '../../../src/pipeline/disk-guard.ts'
import { tellFullDisk } from '../../../src/pipeline/tell-full-disk.ts'
import type { DiskRoom } from '../../../src/store/disk-room.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp, type TestClock } from '../../support/test-app.ts'

const MIB = 1_048_576
const TOTAL = 10_000 * MIB
const FULL = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

type World = {
  readonly guard: DiskGuard
  readonly clock: TestClock
  readonly reserve: string
  readonly leave: (mebibytes: number) => void
  readonly look: () => Promise<void>
  /** Whether anything was told to the administrators. */
  readonly tell: () => Promise<boolean>
}

/** A guard over a disk of which is told what is free. */
async function openGuard(): Promise<World> {
  const dir = makeTempDir()
  const settings = await loadSettings(
    dir,
    'feeds: { a: { url: "https://a.test/" } }\nadmins: [ops@example.org]\nmail: { from: watch@example.org }\n',
  )
  const clock = makeClock('2026-03-03T08:00:00.000Z')
  const app = await openTestApp(settings, { now: () => clock.now })
  let room: DiskRoom | null = { freeBytes: 1_000 * MIB, totalBytes: TOTAL }
  const log = createLog({ level: 'error', stream: { write: () => true }, secrets: [] })
  const now = (): TestClock['now'] => clock.now
  const guard = new DiskGuard({
    dataDir: settings.dataDir,
    log,
    now,
    readRoom: (): DiskRoom | null => room,
  })
  const reserve = path.join(settings.dataDir, 'reserve')
  onTestFinished(() => rmSync(reserve, { force: true }))
  return {
    guard,
    clock,
    reserve,
    leave: (mebibytes): void => {
      room = { freeBytes: mebibytes * MIB, totalBytes: TOTAL }
    },
    look: async () => await guard.look(app.deps.db),
    tell: async () => await tellFullDisk({ ...app.deps, disk: guard }, settings),
  }
}

/** Whether feeds may be polled after a look at each of these, one after the other. */
async function whetherPolling(world: World, rooms: readonly number[]): Promise<readonly boolean[]> {
  const seen: boolean[] = []
  for (const mebibytes of rooms) {
    world.leave(mebibytes)
    await world.look()
    seen.push(world.guard.pause === null)
  }
  return seen
}

/** How long each pause lasts where a write fails right after the end of the one before. */
async function secondsOfRests(
  { guard, clock, look }: World,
  count: number,
): Promise<readonly number[]> {
  const seconds: number[] = []
  while (seconds.length < count) {
    guard.noteError(FULL)
    const since = msOf(clock.now)
    for (await look(); guard.pause !== null; await look()) clock.advance(15 * SECOND_MS)
    seconds.push((msOf(clock.now) - since) / SECOND_MS)
  }
  return seconds
}

/** How often anything is told of a disk that is full every other minute. */
async function countTold(world: World, minutes: number): Promise<number> {
  let count = 0
  for (let minute = 0; minute < minutes; minute++) {
    world.leave(minute % 2 === 0 ? 10 : 500)
    await world.look()
    count += (await world.tell()) ? 1 : 0
    world.clock.advance(MINUTE_MS)
  }
  return count
}

describe('the guard of the disk', () => {
  test('pauses below the mark and goes on well above it, so that polls do not end what they began', async () => {
    const world = await openGuard()

    const seen = await whetherPolling(world, [65, 63, 80, 95, 96, 70])

    expect(seen).toEqual([true, false, false, false, true, true])
  })

  test('keeps a reserve, gives it up when hardly anything is left, and makes it again', async () => {
    const { guard, leave, look, reserve } = await openGuard()
    const sizes: number[] = []

    await guard.keepReserve()
    sizes.push(statSync(reserve).size)
    leave(3)
    await look()
    sizes.push(statSync(reserve).size)
    leave(500)
    await look()
    sizes.push(statSync(reserve).size)

    expect(sizes).toEqual([16 * MIB, 0, 16 * MIB])
    expect(guard.pause).toBeNull()
  })

  test('makes no reserve that would itself bring a pause about', async () => {
    const { guard, leave, reserve } = await openGuard()
    leave(100)

    await guard.keepReserve()

    expect(existsSync(reserve)).toBe(false)
  })

  test('takes a write that failed for a full disk, whatever the disk says, and tries again after a look', async () => {
    const { guard, look } = await openGuard()

    guard.noteError(new Error('no such table'))
    const afterABug = guard.pause
    guard.noteError(new Error('wrapped', { cause: FULL }))
    const afterFull = guard.pause
    await look()

    expect(afterABug).toBeNull()
    expect(afterFull?.reason).toContain('the database cannot be written')
    expect(guard.pause).toBeNull()
  })

  test('rests ever longer where writing fails again a moment after it worked', async () => {
    const world = await openGuard()

    const seconds = await secondsOfRests(world, 9)

    expect(seconds).toEqual([0, 15, 30, 60, 120, 240, 480, 600, 600])
  })

  test.each([
    ['set back', -DAY_MS],
    ['set forward', DAY_MS],
  ])('rests no longer because the clock was %s', async (_how, ms) => {
    const { guard, clock, look } = await openGuard()
    guard.noteError(FULL)
    await look()
    guard.noteError(FULL)

    clock.advance(ms)
    await look()

    expect(guard.pause).toBeNull()
  })
})

describe('the administrators', () => {
  test('are told once when it begins and once when it is over', async () => {
    const { leave, look, tell } = await openGuard()
    const told: boolean[] = []

    leave(10)
    await look()
    told.push(await tell(), await tell())
    leave(500)
    await look()
    told.push(await tell(), await tell())

    expect(told).toEqual([true, false, true, false])
  })

  test('are told when it is over of what could not be told before', async () => {
    const { leave, look, tell } = await openGuard()
    leave(10)
    await look()
    leave(500)
    await look()

    expect([await tell(), await tell()]).toEqual([true, false])
  })

  test('are told again of a disk that fills up and is emptied all the time once an hour at most', async () => {
    const world = await openGuard()

    const toldCount = await countTold(world, 120)

    expect(toldCount).toBe(4)
  })

  test('are told again of one that is full on another day', async () => {
    const { clock, leave, look, tell } = await openGuard()
    const told: boolean[] = []

    leave(10)
    await look()
    told.push(await tell())
    leave(500)
    await look()
    told.push(await tell())
    clock.advance(5 * HOUR_MS)
    leave(10)
    await look()
    told.push(await tell())

    expect(told).toEqual([true, true, true])
  })
})
