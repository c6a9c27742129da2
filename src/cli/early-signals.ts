/** Signals that came while the program was still being loaded, for those who listen later. */
export type EarlySignals = {
  /** Leaves a signal to `listener` from now on, and calls it when one came before. */
  readonly handOver: (signal: NodeJS.Signals, listener: () => void) => void
}

/** What the daemon listens to once it is loaded. */
const DAEMON_SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']

/** `run`, with nothing but the configuration in front of it; spelled otherwise it is caught a second later. */
const STARTS_DAEMON = /^(?:--config[ =]\S+ )?run(?: |$)/

/**
 * Catches the daemon's signals before anything else is loaded, which takes a second on a small machine: one of them would
 * end the process as if it had crashed. A command that ends by itself is left to the system. Imports nothing, for that
 * reason.
 */
export function catchEarlySignals(
  process: Pick<NodeJS.Process, 'argv' | 'on' | 'removeListener'>,
): EarlySignals {
  const came = new Set<NodeJS.Signals>()
  const note = (signal: NodeJS.Signals): void => void came.add(signal)
  if (STARTS_DAEMON.test(process.argv.slice(2).join(' '))) {
    for (const signal of DAEMON_SIGNALS) process.on(signal, note)
  }
  return {
    handOver: (signal, listener): void => {
      process.removeListener(signal, note)
      if (came.delete(signal)) listener()
    },
  }
}
