import { expect, test } from 'vitest'
import { decideBackup, findBackupDueAt } from '../../src/core/decide-backup.ts'
import type { Timestamp } from '../../src/core/time.ts'

const NIGHTLY = { schedule: '30 3 * * *', timezone: 'Asia/Seoul' } // 18:30 UTC
const at = (text: string): Timestamp => `2026-03-${text}:00.000Z` as Timestamp

test.each([
  ['none was ever made', null, null, '02T12:00', 'first'],
  ['its time has come', '01T18:30', null, '02T18:30', 'schedule'],
  ['nobody ran at its time', '01T18:30', null, '04T09:00', 'schedule'],
  ['the last one failed an hour ago', '01T18:30', '02T18:30', '02T19:30', 'failed'],
  ['the first one ever failed an hour ago', null, '02T18:30', '02T19:30', 'failed'],
  ['its time has come again after a failure', null, '02T18:15', '02T18:30', 'schedule'],
  [
    'the clock was ahead when the last one was made',
    '09T18:30',
    null,
    '02T12:00',
    'clock was ahead',
  ],
])('a backup is made when %s', (_, made, failed, now, reason) => {
  const decision = decideBackup(
    NIGHTLY,
    made === null ? null : at(made),
    failed === null ? null : at(failed),
    at(now),
  )

  expect(decision).toEqual({ kind: 'make', reason })
})

test.each([
  ['one was made at the last time', '01T18:30', null, '02T18:29'],
  ['one has failed a moment ago', '01T18:30', '02T18:30', '02T19:29'],
])('a backup waits when %s', (_, made, failed, now) => {
  const decision = decideBackup(NIGHTLY, at(made), failed === null ? null : at(failed), at(now))

  expect(decision).toEqual({ kind: 'wait' })
})

test.each([
  ['its first time after the last one, however many have passed', '01T18:30', null, '02T18:30'],
  ['that time, although attempts failed since', '01T18:30', '03T18:30', '02T18:30'],
  ['the first failure where none was ever made', null, '02T12:00', '02T12:00'],
])('a backup is due since %s', (_, made, failingSince, due) => {
  const dueAt = findBackupDueAt(
    NIGHTLY,
    made === null ? null : at(made),
    failingSince === null ? null : at(failingSince),
  )

  expect(dueAt).toBe(at(due))
})
