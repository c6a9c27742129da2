import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatMonth, listFailures } from './format-month.ts'
import { judgeMonth, type Verdict } from './judge-month.ts'
import { FEW_DAYS } from './month-size.ts'
import { type Month, runMonth } from './run-month.ts'

/**
 * Some days of the made-up month in which everything goes wrong behind the feeds: the mail server greylists, refuses, cuts
 * connections and goes away for hours; the disk is full twice; processes are killed at every step and in every state. Whole,
 * with 300 feeds and 200 kills, by `npm run simulate:month`.
 *
 * - `make-world` makes the month from one seed: feeds, rules, subscriptions, what is published and when the disk is full;
 *   `mail-weather` what the mail server does, `plan-kills` when processes die.
 * - `run-month` is the parent: it has the mail server and the clock's position, starts a process (`month-runner`,
 *   `living-watch`) whenever one was killed, and takes down what the server took (`mailbox`).
 * - `expect-tellings` says what is to be told, from what was published alone; `judge-month` holds the mail against it.
 */

const LIMIT_MS = 20 * 60_000

const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-month-'))
let month: Month
let verdict: Verdict

beforeAll(async () => {
  month = await runMonth(FEW_DAYS, dir, () => {})
  verdict = await judgeMonth(month)
  process.stdout.write(`${formatMonth(month, verdict)}\n`)
}, LIMIT_MS)

afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }))

test('tells every address all that is expected, by each rule and story', () => {
  expect(verdict.expected).toBeGreaterThan(200)
  expect(verdict.missing).toEqual([])
})

test('tells nobody what was not asked for, and sends no e-mail without a story', () => {
  expect(verdict.unexpected).toEqual([])
  expect(verdict.empty).toEqual([])
})

test('repeats only what nobody could know to be taken, and under the same Message-ID', () => {
  expect(verdict.repeated).toBeGreaterThan(0)
  expect(verdict.repeatedKnowingly).toEqual([])
  expect(verdict.toldAnew).toEqual([])
})

test('leaves a ledger in order, in which all is final and nobody failed but addresses that no server takes', () => {
  expect(verdict.ledgerProblem).toBeNull()
  expect(verdict.openRows).toEqual([])
  expect(verdict.failedAsMeant).toBeGreaterThan(0)
  expect(verdict.delivered + verdict.failedAsMeant).toBe(verdict.expected)
})

test('tells the administrator once of every address that failed, and of no other', () => {
  expect(verdict.wronglyReported).toEqual([])
})

test('was killed as often as was planned, in every way, and met a disk that is full', () => {
  const kinds = ['at a step', 'at any moment', 'while starting', 'before the 250', 'after the 250']
  const counts = [...month.kills.values()]

  expect(new Set(month.kills.keys())).toEqual(new Set(kinds))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(FEW_DAYS.killCount)
  expect(month.diskFullCount).toBeGreaterThan(0)
})

test('met a mail server that did everything wrong that one can', () => {
  expect([...month.mailFaults.keys()].toSorted()).toEqual([
    '421 at the greeting',
    '421 too many connections',
    '450 too many messages',
    '451 after DATA',
    '451 at DATA',
    '451 at MAIL',
    '451 at RCPT',
    '451 greylisted',
    '550 at RCPT',
    'cut after DATA, and kept',
    'cut before DATA',
    'cut within DATA',
    'slow answer',
  ])
})

test('leaves nothing else to find fault with', () => {
  expect(listFailures(month, verdict)).toEqual([])
})
