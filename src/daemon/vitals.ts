import type { RunState } from '../observe/health.ts'

/** By what one sees whether the daemon lives. Instants are those of `performance.now()`, which no clock that is set can move. */
export type Vitals = {
  readonly state: RunState
  /** When the daemon last looked for what is due, and could read it; null before it has started. */
  readonly lookedAt: number | null
  /** When a delivery was last tried, put off or held; at first when the daemon was made. */
  readonly attemptedAt: number
  readonly isOutboxInTrouble: boolean
  /** How often schedules came round since the start, counted for each of their feeds. */
  readonly occurrenceCount: number
}
