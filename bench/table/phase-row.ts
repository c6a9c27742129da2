/** What the harness' driver says of one phase; it says more. */
export type PhaseRow = {
  readonly contestant: string
  readonly feeds: number
  readonly phase: 'cold' | 'steady' | 'incr'
  readonly wallS: number
  readonly cpuS: number | null
  readonly peakTreeMiB: number
  readonly timedOut: boolean
  readonly exit: string
  readonly othersCores: number | null
  readonly check: {
    readonly alertsExpected: number
    readonly alertsMissed: number
    readonly alertsMissedHard: number
    readonly alertsWrong: number
    readonly alertsDuplicate: number
    readonly itemsMissing: number | null
  }
}

export type Medians = {
  readonly contestant: string
  readonly feeds: number
  readonly phase: PhaseRow['phase']
  readonly runs: number
  readonly wallS: number
  readonly cpuS: number
  readonly peakMib: number
  /** The most of any run. */
  readonly missed: number
  readonly wrong: number
  readonly doubled: number
  readonly expected: number
  readonly failure: string | null
  readonly othersCores: number
}

/** One row for each contestant, size and phase; of a phase that a run repeats, `rows` holds the last one alone. */
export function takeMedians(rows: readonly PhaseRow[]): readonly Medians[] {
  const groups = Map.groupBy(rows, ({ contestant, feeds, phase }) =>
    JSON.stringify([contestant, feeds, phase]),
  )
  return [...groups.values()].flatMap((ofOne): readonly Medians[] => {
    const [first] = ofOne
    if (first === undefined) return []
    const { contestant, feeds, phase } = first
    const most = (of: (row: PhaseRow) => number): number => Math.max(...ofOne.map(of))
    return [
      {
        contestant,
        feeds,
        phase,
        runs: ofOne.length,
        wallS: medianOf(ofOne.map(({ wallS }) => wallS)),
        cpuS: medianOf(ofOne.flatMap(({ cpuS }) => cpuS ?? [])),
        peakMib: medianOf(ofOne.map(({ peakTreeMiB }) => peakTreeMiB)),
        missed: most(({ check }) => check.alertsMissed + check.alertsMissedHard),
        wrong: most(({ check }) => check.alertsWrong),
        doubled: most(({ check }) => check.alertsDuplicate),
        expected: most(({ check }) => check.alertsExpected),
        failure: ofOne.map(failureOf).find((failure) => failure !== null) ?? null,
        othersCores: medianOf(ofOne.flatMap(({ othersCores }) => othersCores ?? [])),
      },
    ]
  })
}

function failureOf({ timedOut, exit }: PhaseRow): string | null {
  if (timedOut) return 'timed out'
  return exit === '0' || exit === 'running' ? null : `exit ${exit}`
}

/** The lower of two in the middle; NaN of none. */
function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN
}
