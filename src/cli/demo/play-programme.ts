import { setTimeout as sleep } from 'node:timers/promises'
import { PROGRAMME, type Step } from './programme.ts'

/** Time for the last release to arrive before the end is announced. */
const CURTAIN_MS = 6_000

/**
 * Publishes step after step, each after its wait, until the programme or the patience of the viewer ends. `untilRoundEnds` keeps
 * what is published together from falling into two rounds, as it would in the middle of one.
 */
export async function playProgramme(
  publish: (step: Step) => void,
  untilRoundEnds: () => Promise<void>,
  signal: AbortSignal,
): Promise<'finished' | 'stopped'> {
  for (const step of PROGRAMME) {
    if (step.waitMs > 0) {
      if (!(await pause(step.waitMs, signal))) return 'stopped'
      await untilRoundEnds()
    }
    if (signal.aborted) return 'stopped'
    publish(step)
  }
  return (await pause(CURTAIN_MS, signal)) ? 'finished' : 'stopped'
}

/** Whether the whole time has passed. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return await sleep(ms, true, { signal }).catch(() => false)
}
