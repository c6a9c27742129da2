import { Cron } from 'croner'
import { expect, test, vi } from 'vitest'
import { nextOccurrence, previousOccurrence } from '../../src/core/schedule.ts'
import { addMs, MINUTE_MS, type Timestamp } from '../../src/core/time.ts'

// the real package, only counted: how often it is asked is what is remembered, and shows in no answer
vi.mock('croner', { spy: true })

const at = (iso: string): Timestamp => iso as Timestamp

test('an expression is parsed once for all feeds that have it', () => {
  vi.mocked(Cron).mockClear()

  previousOccurrence('1 2 * * *', 'UTC', at('2026-03-03T08:10:00.000Z'))
  previousOccurrence('1 2 * * *', 'UTC', at('2026-03-04T08:10:00.000Z'))
  nextOccurrence('1 2 * * *', 'UTC', at('2026-03-05T08:10:00.000Z'))

  expect(Cron).toHaveBeenCalledTimes(1)
})

test('the last occurrence is worked out once for each second', () => {
  const previousRuns = vi.spyOn(Cron.prototype, 'previousRuns')
  const ask = (iso: string): Timestamp | null => previousOccurrence('3 * * * *', 'UTC', at(iso))

  const answers = [
    ask('2026-03-03T08:02:59.000Z'),
    ask('2026-03-03T08:02:59.999Z'),
    ask('2026-03-03T08:03:00.000Z'),
    ask('2026-03-03T08:02:59.000Z'),
  ]

  expect(answers).toEqual([
    '2026-03-03T07:03:00.000Z',
    '2026-03-03T07:03:00.000Z',
    '2026-03-03T08:03:00.000Z',
    '2026-03-03T07:03:00.000Z',
  ])
  expect(previousRuns).toHaveBeenCalledTimes(3)
})

test('the next occurrence is worked out once until it has come', () => {
  const nextRun = vi.spyOn(Cron.prototype, 'nextRun')
  const ask = (iso: string): Timestamp | null => nextOccurrence('5 * * * *', 'UTC', at(iso))

  const answers = [
    ask('2026-03-03T08:05:00.000Z'),
    ask('2026-03-03T09:04:59.999Z'),
    ask('2026-03-03T09:05:00.000Z'),
    ask('2026-03-03T08:04:59.999Z'),
  ]

  expect(answers).toEqual([
    '2026-03-03T09:05:00.000Z',
    '2026-03-03T09:05:00.000Z',
    '2026-03-03T10:05:00.000Z',
    '2026-03-03T08:05:00.000Z',
  ])
  expect(nextRun).toHaveBeenCalledTimes(3)
})

test.each(['30 2 * * *', '0 * * * *', '*/20 1-3 * * *', '0 3 1 * 0'])(
  'what comes next for %s does not depend on what was asked before, through both changes of the clocks',
  (cron) => {
    const days = ['2026-03-28T12:00:00.000Z', '2026-10-24T12:00:00.000Z'] as const
    const instants = days.flatMap((day) =>
      Array.from({ length: 200 }, (_, index) => addMs(at(day), index * 10 * MINUTE_MS - 1)),
    )
    const alone = (after: Timestamp): string | undefined =>
      new Cron(cron, { timezone: 'Europe/Berlin', paused: true }).nextRun(after)?.toISOString()

    const answers = instants.map((after) => nextOccurrence(cron, 'Europe/Berlin', after))

    expect(answers).toEqual(instants.map(alone))
  },
)

test('the same expression in another zone is another schedule', () => {
  const instant = at('2026-03-03T08:10:00.000Z')

  const answers = ['UTC', 'Asia/Seoul', 'UTC'].map((zone) =>
    previousOccurrence('0 8 * * *', zone, instant),
  )

  expect(answers).toEqual([
    '2026-03-03T08:00:00.000Z',
    '2026-03-02T23:00:00.000Z',
    '2026-03-03T08:00:00.000Z',
  ])
})

test('more schedules than are remembered get right answers', () => {
  const instant = at('2026-03-03T12:00:00.000Z')
  const times = Array.from({ length: 1_200 }, (_, n) => [n % 60, Math.floor(n / 60)] as const)
  const ask = (): readonly unknown[] =>
    times.map(([minute, hour]) => previousOccurrence(`${minute} ${hour} * * *`, 'UTC', instant))
  const expected = times.map(([minute, hour]) => {
    const day = hour * 60 + minute <= 12 * 60 ? 3 : 2
    return new Date(Date.UTC(2026, 2, day, hour, minute)).toISOString()
  })

  expect([ask(), ask()]).toEqual([expected, expected])
})
