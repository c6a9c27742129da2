import type { CliIo } from './cli-io.ts'

/** A signal of the system that no longer ends the process. */
export type KeptSignal = {
  /** Calls `listener` at each signal until the returned function is called, and at once when one came before. */
  readonly onSignal: (listener: () => void) => () => void
  /** Leaves the signal to the system again. */
  readonly release: () => void
}

/**
 * Catches a signal from now on, whether or not somebody can heed it yet: one that comes early is kept for the first
 * listener (several are one wish), one that comes after the last listener does nothing.
 */
export function keepSignal(io: CliIo, signal: NodeJS.Signals): KeptSignal {
  let isEarly = false
  let heed = (): void => {
    isEarly = true
  }
  const release = io.onSignal(signal, () => heed())
  return {
    release,
    onSignal: (listener): (() => void) => {
      heed = listener
      if (isEarly) listener()
      isEarly = false
      return () => {
        heed = ignore
      }
    },
  }
}

function ignore(): void {}
