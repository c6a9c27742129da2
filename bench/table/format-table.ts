import { PROJECT } from './contestants.ts'
import type { Medians } from './phase-row.ts'
import type { Verdict } from './targets.ts'

const PHASES = ['cold', 'steady', 'incr'] as const

/** The table, in Markdown: a row for each contestant, and below each size the ratio to the best peer of each column. */
export function formatTable(medians: readonly Medians[]): readonly string[] {
  const sizes = [...new Set(medians.map(({ feeds }) => feeds))].sort((a, b) => a - b)
  return [
    '| feeds | program | runs | cold s | steady s | incr s | CPU s cold | CPU s steady | MiB | alerts missed / wrong / twice | others, cores |',
    `|${'---|'.repeat(11)}`,
    ...sizes.flatMap((feeds) => {
      const ofSize = medians.filter((row) => row.feeds === feeds)
      const names = [...new Set(ofSize.map(({ contestant }) => contestant))]
      return [
        ...names.map((name) =>
          rowOf(
            feeds,
            name,
            ofSize.filter((row) => row.contestant === name),
          ),
        ),
        ratiosOf(feeds, ofSize),
      ]
    }),
  ]
}

function rowOf(feeds: number, name: string, rows: readonly Medians[]): string {
  const of = (phase: Medians['phase']): Medians | undefined =>
    rows.find((row) => row.phase === phase)
  const failure = rows.find((row) => row.failure !== null)?.failure ?? null
  const most = (pick: (row: Medians) => number): string => `${Math.max(...rows.map(pick))}`
  const alerts = [
    `${most((row) => row.missed)} of ${most((row) => row.expected)}`,
    most((row) => row.wrong),
    most((row) => row.doubled),
  ]
  return rowFrom([
    `${feeds}`,
    failure === null ? name : `${name} (${failure})`,
    most((row) => row.runs),
    ...PHASES.map((phase) => textOf(of(phase)?.wallS)),
    textOf(of('cold')?.cpuS),
    textOf(of('steady')?.cpuS),
    most((row) => row.peakMib),
    alerts.join(' / '),
    textOf(Math.max(...rows.map((row) => row.othersCores))),
  ])
}

/** Below 1 the project is better. */
function ratiosOf(feeds: number, rows: readonly Medians[]): string {
  const ratio = (phases: readonly string[], pick: (row: Medians) => number): string => {
    const ofPhases = rows.filter(({ phase }) => phases.includes(phase))
    const own = ofPhases.filter(({ contestant }) => contestant === PROJECT).map(pick)
    const peers = ofPhases.filter(
      ({ contestant, failure }) => contestant !== PROJECT && failure === null,
    )
    const best = Math.min(
      ...[...Map.groupBy(peers, ({ contestant }) => contestant).values()].map((ofOne) =>
        Math.max(...ofOne.map(pick)),
      ),
    )
    return own.length === 0 || !Number.isFinite(best) ? '-' : (Math.max(...own) / best).toFixed(2)
  }
  const cells = [
    ...PHASES.map((phase) => ratio([phase], ({ wallS }) => wallS)),
    ratio(['cold'], ({ cpuS }) => cpuS),
    ratio(['steady'], ({ cpuS }) => cpuS),
    ratio(PHASES, ({ peakMib }) => peakMib),
  ]
  return rowFrom([`${feeds}`, `*${PROJECT} / best peer*`, '', ...cells, '', ''])
}

export function formatVerdicts(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.map(({ what, result, figure }) => `${result.padEnd(7)} ${what}: ${figure}`)
}

function rowFrom(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function textOf(seconds: number | undefined): string {
  return seconds === undefined || !Number.isFinite(seconds) ? '-' : seconds.toFixed(2)
}
