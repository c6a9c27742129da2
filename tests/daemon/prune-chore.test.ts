import { expect, test } from 'vitest'
import type { Settings } from '../../src/config/settings.ts'
import { DAY_MS } from '../../src/core/time.ts'
import type { Chore } from '../../src/daemon/housekeeping.ts'
import { pruneChore } from '../../src/daemon/prune-chore.ts'
import { createLog } from '../../src/observe/log.ts'
import { NOW, openStoredWorld, type StoredWorld } from '../store/retention/stored-world.ts'
import { makeClock } from '../support/test-app.ts'

function openChore(world: StoredWorld): {
  readonly chore: Chore
  readonly clock: ReturnType<typeof makeClock>
  readonly lines: string[]
  readonly run: (inForce?: () => Settings) => Promise<void>
} {
  const clock = makeClock(NOW)
  const lines: string[] = []
  const stream = { write: (line: string): number => lines.push(line) }
  const log = createLog({ level: 'info', stream, secrets: [] })
  const chore = pruneChore({ db: world.db, log, now: () => clock.now })
  const { signal } = new AbortController()
  const { settings } = world
  const run = async (inForce = (): Settings => settings): Promise<void> =>
    await chore.run(settings, signal, inForce)
  return { chore, clock, lines, run }
}

test('retention comes round once a day, whoever did it last, and logs what went', async () => {
  const world = await openStoredWorld()
  const { chore, clock, lines, run } = openChore(world)
  const due: boolean[] = [await chore.isDue(world.settings)]

  await run()
  due.push(await chore.isDue(world.settings))
  clock.advance(DAY_MS)
  due.push(await chore.isDue(world.settings))
  await run()
  await run()

  expect(due).toEqual([true, false, true])
  expect(await world.stories()).toEqual([2])
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { msg: 'removed what is no longer kept', stories: 1, items: 1, alerts: 1 },
  ])
})

test('a clock that is years ahead for less than a day makes nothing old', async () => {
  const world = await openStoredWorld('keep: { items: 500d }')
  const { chore, clock, run } = openChore(world)
  await run()

  clock.advance(3_000 * DAY_MS)
  await run()
  clock.advance(-3_000 * DAY_MS)
  const isDueAgain = await chore.isDue(world.settings)
  await run()

  expect(isDueAgain).toBe(true)
  expect(await world.stories()).toEqual([1, 2])
})

test('what is old by the clock of two days goes', async () => {
  const world = await openStoredWorld('keep: { items: 500d }')
  const { clock, run } = openChore(world)
  await run()

  clock.advance(3_000 * DAY_MS)
  await run()
  clock.advance(DAY_MS)
  await run()

  expect(await world.stories()).toEqual([2])
})

test('settings that come meanwhile end it, and it begins anew by those', async () => {
  const world = await openStoredWorld()
  const { chore, clock, run } = openChore(world)
  await run()
  clock.advance(DAY_MS)

  await run(() => ({ ...world.settings, keep: { itemDays: 9_999, pollDays: 90, bodyDays: 0 } }))

  expect(await world.stories()).toEqual([1, 2])
  expect(await chore.isDue(world.settings)).toBe(true)
})
