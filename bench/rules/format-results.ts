import type { ContestantName } from './contestants.ts'
import type { Result, Skipped } from './run-contestants.ts'
import type { Cost, Verdict } from './targets.ts'

const TITLES: Readonly<Record<ContestantName, string>> = {
  engine: 'this engine',
  loop: 'RegExp loop',
  automaton: 'Aho-Corasick',
  fts5: 'SQLite FTS5',
}

/** What is said below the table: nothing of targets and cost where they were not judged. */
type Findings = {
  readonly itemCount: number
  readonly targets: readonly Verdict[]
  readonly cost: Cost | null
}

/** The table, what was left out, and the targets. */
export function formatResults(
  measured: readonly (Result | Skipped)[],
  { itemCount, targets, cost }: Findings,
): string {
  const results = measured.filter((one): one is Result => 'microsPerItem' in one)
  const rows = measured.map((one) => rowOf(one, results, itemCount))
  return [
    formatTable([HEADINGS, ...rows]),
    '',
    '* on fewer items; ** without the rules that it cannot express; matches differ because peers know no plurals etc.',
    ...(targets.length === 0 ? [] : ['', ...targets.map(formatVerdict)]),
    ...(cost === null ? [] : [formatCost(cost)]),
    '',
  ].join('\n')
}

const HEADINGS = [
  'rules',
  'contestant',
  'µs an item',
  'engine is faster',
  'matches an item',
  'compile ms',
  'MB held',
]

function rowOf(
  one: Result | Skipped,
  results: readonly Result[],
  itemCount: number,
): readonly string[] {
  const start = [number(one.ruleCount, 0), TITLES[one.contestant]]
  if ('skipped' in one) return [...start, one.skipped, '', '', '', '']
  const engine = results.find(
    ({ contestant, ruleCount }) => contestant === 'engine' && ruleCount === one.ruleCount,
  )
  const isEngine = one.contestant === 'engine'
  const ratio = engine === undefined || isEngine ? null : one.microsPerItem / engine.microsPerItem
  return [
    ...start,
    number(one.microsPerItem, 0) + (one.itemCount < itemCount ? ' *' : ''),
    ratio === null ? '' : `${number(ratio, ratio < 1 ? 3 : 1)} times`,
    number(one.matchesPerItem, 1) + (one.inexpressible > 0 ? ' **' : ''),
    number(one.compileMs, 0),
    number(one.heldMb, 1),
  ]
}

function formatVerdict({ target, measured, isMet }: Verdict): string {
  return `${isMet === null ? 'open  ' : isMet ? 'met   ' : 'MISSED'}  ${target}: ${measured}`
}

function formatCost({ base, perMatch }: Cost): string {
  return `this engine: µs = ${base.toFixed(0)} + ${perMatch.toFixed(2)} · matches`
}

/** Numbers stand to the right, so that they can be compared. */
function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function number(value: number, digits: number): string {
  return value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}
