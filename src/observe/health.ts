/**
 * Whether the program can do its work now, as a list of checks. A check reads one thing and says in words what is wrong
 * with it; whoever adds one adds it to the list in daemon/list-health-checks.ts, and it appears on /readyz and in the metrics.
 * The words are for everybody who can reach the port: no address of a person, no name of a feed.
 */
export type HealthCheck = {
  /** A word for the metrics' label and for the answer: `database`. */
  readonly name: string
  readonly read: () => Promise<Finding>
}

export type Finding =
  | { readonly kind: 'ok' }
  | { readonly kind: 'problem'; readonly reason: string }

export const OK: Finding = { kind: 'ok' }

/** Whether the program is up: it answers before it works, and while it ends. */
export type RunState = 'starting' | 'running' | 'stopping'

export type Readiness = {
  readonly isReady: boolean
  readonly state: RunState
  /** In the order of the list; while the program is not running, none is asked. */
  readonly checks: readonly CheckedHealth[]
}

export type CheckedHealth = {
  readonly name: string
  /** What is wrong; null when nothing is. */
  readonly problem: string | null
}

/** However often it is asked, by everybody who can reach the port, the checks are read so often at most. */
const FRESH_MS = 1_000
/** A check that does not come back is a problem itself. */
const PATIENCE_MS = 3_000

/** A reader of all checks. It never rejects: a check that does is a problem. */
export function createHealth(
  checks: readonly HealthCheck[],
  state: () => RunState,
  patienceMs = PATIENCE_MS,
): () => Promise<Readiness> {
  let read: { readonly at: number; readonly results: Promise<readonly CheckedHealth[]> } | null =
    null
  return async () => {
    if (state() !== 'running') return { isReady: false, state: state(), checks: [] }
    const at = performance.now()
    if (read === null || at - read.at >= FRESH_MS) {
      read = { at, results: Promise.all(checks.map((check) => readOne(check, patienceMs))) }
    }
    const results = await read.results
    const isReady = state() === 'running' && results.every(({ problem }) => problem === null)
    return { isReady, state: state(), checks: results }
  }
}

async function readOne({ name, read }: HealthCheck, patienceMs: number): Promise<CheckedHealth> {
  const late = Promise.withResolvers<Finding>()
  const timer = setTimeout(
    () => late.resolve({ kind: 'problem', reason: 'no answer within some seconds' }),
    patienceMs,
  )
  try {
    const finding = await Promise.race([read(), late.promise])
    return { name, problem: finding.kind === 'ok' ? null : finding.reason }
  } catch {
    return { name, problem: 'it could not be read' } // what was thrown is for the log of who works with it
  } finally {
    clearTimeout(timer)
  }
}
