import { expect, onTestFinished, test } from 'vitest'
import { findScheduleProblem } from '../../src/core/schedule.ts'
import { type Timestamp, timestampOf } from '../../src/core/time.ts'
import { Scheduler } from '../../src/daemon/scheduler.ts'
import { createLog } from '../../src/observe/log.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { loadSettings } from '../support/test-app.ts'

const log = createLog({ level: 'error', stream: { write: () => true }, secrets: [] })
const readClock = (): Timestamp => timestampOf(Date.now())

test.each([
  '0 0 30 2 mon',
  '0 0 31 4,6 mon-fri',
  '0 8 1 * 1',
  '0\t8  * * *',
  '*/5 59 23 31 dec sun',
  '0 0 29 2 *',
])('a schedule that the configuration accepts can be started: %j', async (schedule) => {
  const settings = await loadSettings(
    makeTempDir(),
    `feeds: { a: { url: "https://a.test/", schedule: ${JSON.stringify(schedule)} } }`,
  )
  const scheduler = new Scheduler(settings, { now: readClock, log, delayShare: 0 }, () => {})
  onTestFinished(async () => await scheduler.stop())

  const started = scheduler.start()

  expect(findScheduleProblem(schedule, 'UTC')).toBeNull()
  await expect(started).resolves.toBeUndefined()
})

test('a tick hands on the feeds of its schedule, also where day and weekday are both given', async () => {
  const today = new Date().getUTCDate()
  const settings = await loadSettings(
    makeTempDir(),
    `
feeds:
  plain: { url: "https://a.test/", schedule: "* * * * * *" }
  both: { url: "https://b.test/", schedule: "* * * 1-31 * ${(new Date().getUTCDay() + 3) % 7}" }
  never: { url: "https://c.test/", schedule: "0 0 ${today > 15 ? 1 : 28} 1 *" }
`,
  )
  const handedOn: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const scheduler = new Scheduler(settings, { now: readClock, log, delayShare: 0 }, (feeds) => {
    handedOn.push(...feeds.map((feed) => feed.id))
    if (handedOn.length >= 4) resolve()
  })
  onTestFinished(async () => await scheduler.stop())

  await scheduler.start()
  await promise

  expect([...new Set(handedOn)].toSorted()).toEqual(['both', 'plain'])
})

test('schedules that meet at one tick make one round', async () => {
  const settings = await loadSettings(
    makeTempDir(),
    `
feeds:
  a: { url: "https://a.test/", schedule: "*/2 * * * * *" }
  b: { url: "https://b.test/", schedule: "0-58/2 * * * * *" }
  c: { url: "https://c.test/", schedule: "*/2 * * * *" }
`,
  )
  const { promise, resolve } = Promise.withResolvers<readonly string[]>()
  const scheduler = new Scheduler(settings, { now: readClock, log, delayShare: 0 }, (feeds) =>
    resolve(feeds.map((feed) => feed.id)),
  )
  onTestFinished(async () => await scheduler.stop())

  await scheduler.start()

  expect(await promise).toEqual(expect.arrayContaining(['a', 'b']))
})
