import { expect, test } from 'vitest'
import { PROJECT, TWENTY_LINES } from '../../bench/table/contestants.ts'
import { formatTable } from '../../bench/table/format-table.ts'
import { readTableOptions } from '../../bench/table/options.ts'
import { type PhaseRow, takeMedians } from '../../bench/table/phase-row.ts'
import { judgeTargets } from '../../bench/table/targets.ts'

const ALL_WELL = {
  alertsExpected: 30,
  alertsMissed: 0,
  alertsMissedHard: 0,
  alertsWrong: 0,
  alertsDuplicate: 0,
  itemsMissing: 0,
}

function rowOf(contestant: string, wallS: number, more: Partial<PhaseRow> = {}): PhaseRow {
  return {
    contestant,
    feeds: 1_000,
    phase: 'cold',
    wallS,
    cpuS: wallS,
    peakTreeMiB: 100,
    timedOut: false,
    exit: 'running',
    othersCores: 0,
    check: ALL_WELL,
    ...more,
  }
}

test('a target is met by the ratio of the medians, and stays open where somebody was not measured', () => {
  const rows = [
    ...[2, 9, 3].map((wallS) => rowOf(PROJECT, wallS)),
    ...[4, 4, 1].map((wallS) => rowOf(TWENTY_LINES, wallS)),
  ]

  const verdicts = judgeTargets(takeMedians(rows), 0.2)

  expect(verdicts[0]).toMatchObject({ result: 'met', figure: '0.75' })
  expect(verdicts[1]).toMatchObject({ result: 'open' })
})

test('one missed alert in any run is too much', () => {
  const missing = { check: { ...ALL_WELL, alertsMissedHard: 1 } }
  const rows = [rowOf(PROJECT, 2), rowOf(PROJECT, 2, missing), rowOf(PROJECT, 2)]

  const verdicts = judgeTargets(takeMedians(rows), 0.2)

  expect(verdicts).toContainEqual({
    what: 'no alert missed, wrong or doubled',
    result: 'missed',
    figure: '1',
  })
})

test('a contestant that timed out is nobody to be compared with', () => {
  const rows = [rowOf(PROJECT, 2), rowOf(TWENTY_LINES, 1, { timedOut: true }), rowOf('feedsub', 4)]

  const table = formatTable(takeMedians(rows)).join('\n')

  expect(table).toContain('simple-rss-parser (timed out)')
  expect(table).toContain('| *policywatch / best peer* |  | 0.50 |')
})

test('a quick run judges nothing, so there is nothing to check', () => {
  expect(readTableOptions(['--quick', '--check'], null)).toMatch('nothing to check')
  expect(readTableOptions(['--quick'], '/harness')).toMatchObject({ sizes: [100], repeat: 1 })
})
