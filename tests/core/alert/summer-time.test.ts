import { describe, expect, test } from 'vitest'
import { planAlerts, type Subscriber } from '../../../src/core/alert/plan-alerts.ts'
import { ruleIdOf, subscriptionIdOf } from '../../../src/core/ids.ts'
import { addMs, MINUTE_MS, type Timestamp } from '../../../src/core/time.ts'

const EVERY_MS = 5 * MINUTE_MS

const subscriber = (deliver: string, quiet: string | null): Subscriber => {
  const [from = '', to = ''] = quiet?.split('-') ?? []
  return {
    id: subscriptionIdOf('energy'),
    to: [{ name: '', address: 'a@example.org' }],
    ruleIds: new Set([ruleIdOf('smr')]),
    deliver:
      deliver === 'immediately'
        ? { kind: 'immediately' }
        : { kind: 'digest', cron: deliver, label: 'a' },
    quiet: quiet === null ? null : { from, to },
    budget: 0,
  }
}

function dueAt(toTell: Subscriber, timezone: string, now: Timestamp): Timestamp | undefined {
  const match = { matchId: 1, ruleId: ruleIdOf('smr'), telling: 'news' } as const
  const load = { sentToday: new Map(), gathering: new Set<Subscriber['id']>() }
  return planAlerts([match], [toTell], load, timezone, now).plans[0]?.dueAt
}

/** When mails go out where something matches every five minutes, as `DDTHH:MM` in UTC: each time once. */
function listTimes(
  toTell: Subscriber,
  timezone: string,
  from: string,
  until: string,
): readonly string[] {
  const times = new Set<string>()
  for (let now = from as Timestamp; now < until; now = addMs(now, EVERY_MS)) {
    const at = dueAt(toTell, timezone, now)
    if (at !== undefined && at < until) times.add(at.slice(8, 16))
  }
  return [...times]
}

const NIGHTLY = '30 2 * * *'
const DAILY = '0 8 * * *'

describe('each digest comes once', () => {
  test.each([
    [
      'in the hour that Berlin leaves out',
      NIGHTLY,
      'Europe/Berlin',
      '2026-03-28',
      '2026-03-31',
      ['28T01:30', '29T01:00', '30T00:30'],
    ],
    [
      'in the hour that Berlin repeats',
      NIGHTLY,
      'Europe/Berlin',
      '2026-10-24',
      '2026-10-27',
      ['24T00:30', '25T00:30', '26T01:30'],
    ],
    [
      'in the hour that New York leaves out',
      NIGHTLY,
      'America/New_York',
      '2026-03-07',
      '2026-03-10',
      ['07T07:30', '08T07:00', '09T06:30'],
    ],
    [
      'in the hour that New York repeats',
      '30 1 * * *',
      'America/New_York',
      '2026-10-31',
      '2026-11-03',
      ['31T05:30', '01T05:30', '02T06:30'],
    ],
    [
      'in Seoul, which changes nothing',
      NIGHTLY,
      'Asia/Seoul',
      '2026-03-28',
      '2026-03-31',
      ['28T17:30', '29T17:30', '30T17:30'],
    ],
    [
      'at eight when Berlin has a day of 23 hours',
      DAILY,
      'Europe/Berlin',
      '2026-03-28',
      '2026-03-31',
      ['28T07:00', '29T06:00', '30T06:00'],
    ],
    [
      'at eight when Berlin has a day of 25 hours',
      DAILY,
      'Europe/Berlin',
      '2026-10-24',
      '2026-10-27',
      ['24T06:00', '25T07:00', '26T07:00'],
    ],
    [
      'on Monday after the change',
      '0 8 * * 1',
      'Europe/Berlin',
      '2026-10-18',
      '2026-11-01',
      ['19T06:00', '26T07:00'],
    ],
    [
      'on the very Sunday of the change',
      '0 2 * * 0',
      'Europe/Berlin',
      '2026-03-22',
      '2026-04-06',
      ['22T01:00', '29T01:00', '05T00:00'],
    ],
  ])('%s', (_where, cron, timezone, from, until, expected) => {
    const times = listTimes(
      subscriber(cron, null),
      timezone,
      `${from}T00:00:00.000Z`,
      `${until}T00:00:00.000Z`,
    )

    expect(times).toEqual(expected)
  })

  test.each([
    ['23 times on a short day', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', 23],
    ['25 times on a long day', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z', 25],
  ])('hourly, %s', (_day, from, until, count) => {
    const times = listTimes(subscriber('0 * * * *', null), 'Europe/Berlin', from, until)

    expect(times).toHaveLength(count - 1) // what matches at the full hour waits for the next one
  })
})

describe('quiet hours over a change', () => {
  test.each([
    [
      'end after the hour that is left out when they would end in it',
      '22:00-02:30',
      '2026-03-29T00:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'end at the first of two times',
      '22:00-02:30',
      '2026-10-24T23:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'do not begin again when their end is repeated',
      '22:00-02:30',
      '2026-10-25T01:10:00.000Z',
      '2026-10-25T01:10:00.000Z',
    ],
    [
      'last to the morning when they begin in the hour that is left out',
      '02:30-07:00',
      '2026-03-29T01:10:00.000Z',
      '2026-03-29T05:00:00.000Z',
    ],
    [
      'are none at all where the hour that is left out holds both ends',
      '02:15-02:45',
      '2026-03-29T01:10:00.000Z',
      '2026-03-29T01:10:00.000Z',
    ],
    [
      'keep news until their end, by the clock of the day after',
      '22:00-07:00',
      '2026-03-28T22:30:00.000Z',
      '2026-03-29T05:00:00.000Z',
    ],
  ])('%s', (_what, quiet, now, expected) => {
    const due = dueAt(subscriber('immediately', quiet), 'Europe/Berlin', now as Timestamp)

    expect(due).toBe(expected)
  })
})
