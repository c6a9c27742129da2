import { FEEDSUB, PROJECT, TWENTY_LINES } from './contestants.ts'
import type { Medians } from './phase-row.ts'

/** `open`: something that it needs was not measured. */
export type Verdict = {
  readonly what: string
  readonly result: 'met' | 'missed' | 'open'
  readonly figure: string
}

/** A ratio of wall times. */
type Ratio = {
  readonly feeds: number
  readonly phase: Medians['phase']
  readonly to: string
  readonly most: number
}

const RATIOS: readonly Ratio[] = [
  { feeds: 1_000, phase: 'cold', to: TWENTY_LINES, most: 1 },
  { feeds: 1_000, phase: 'steady', to: FEEDSUB, most: 0.2 },
  { feeds: 10_000, phase: 'cold', to: TWENTY_LINES, most: 0.9 },
  { feeds: 10_000, phase: 'steady', to: FEEDSUB, most: 0.12 },
]
const MOST_MIB = 300
const MEMORY_FEEDS = 10_000
const MOST_START_S = 0.35

/** `startSeconds`: of a command that does next to nothing. */
export function judgeTargets(
  medians: readonly Medians[],
  startSeconds: number,
): readonly Verdict[] {
  const find = (contestant: string, feeds: number, phase: Medians['phase']): Medians | undefined =>
    medians.find(
      (row) => row.contestant === contestant && row.feeds === feeds && row.phase === phase,
    )
  const ratios = RATIOS.map(({ feeds, phase, to, most }): Verdict => {
    const what = `${phase} ${feeds} at most ${most} of ${to}`
    const [own, other] = [find(PROJECT, feeds, phase), find(to, feeds, phase)]
    if (own === undefined || other === undefined) return { what, result: 'open', figure: '-' }
    const ratio = own.wallS / other.wallS
    const isMet = ratio <= most && own.failure === null
    return { what, result: isMet ? 'met' : 'missed', figure: ratio.toFixed(2) }
  })
  const own = medians.filter(({ contestant }) => contestant === PROJECT)
  const large = own.filter(({ feeds }) => feeds === MEMORY_FEEDS)
  const peak = Math.max(...large.map(({ peakMib }) => peakMib))
  const alerts = own.reduce((sum, row) => sum + row.missed + row.wrong + row.doubled, 0)
  return [
    ...ratios,
    verdictOf(
      `memory at ${MEMORY_FEEDS} below ${MOST_MIB} MiB`,
      large.length > 0,
      peak < MOST_MIB,
      `${peak}`,
    ),
    verdictOf('no alert missed, wrong or doubled', own.length > 0, alerts === 0, `${alerts}`),
    verdictOf(
      `a command starts in less than ${MOST_START_S} s`,
      Number.isFinite(startSeconds),
      startSeconds < MOST_START_S,
      startSeconds.toFixed(2),
    ),
  ]
}

function verdictOf(what: string, isKnown: boolean, isMet: boolean, figure: string): Verdict {
  if (!isKnown) return { what, result: 'open', figure: '-' }
  return { what, result: isMet ? 'met' : 'missed', figure }
}
