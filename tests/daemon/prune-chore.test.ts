import { expect, test } from 'vitest'
import { DAY_MS } from '../../src/core/time.ts'
import { pruneChore } from '../../src/daemon/prune-chore.ts'
import { createLog } from '../../src/observe/log.ts'
import { NOW, openStoredWorld } from '../store/retention/stored-world.ts'
import { makeClock } from '../support/test-app.ts'

test('retention comes round once a day, whoever did it last, and logs what went', async () => {
  const { db, settings, stories } = await openStoredWorld()
  const clock = makeClock(NOW)
  const lines: string[] = []
  const stream = { write: (line: string): number => lines.push(line) }
  const log = createLog({ level: 'info', stream, secrets: [] })
  const chore = pruneChore({ db, log, now: () => clock.now })
  const due: boolean[] = [await chore.isDue(settings)]

  await chore.run(settings, new AbortController().signal)
  due.push(await chore.isDue(settings))
  clock.advance(DAY_MS)
  due.push(await chore.isDue(settings))
  await chore.run(settings, new AbortController().signal)

  expect(due).toEqual([true, false, true])
  expect(await stories()).toEqual([2])
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { msg: 'removed what is no longer kept', stories: 1, items: 1, alerts: 1 },
  ])
})
