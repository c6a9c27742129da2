import type { CliIo } from './cli-io.ts'
import type { EarlySignals } from './early-signals.ts'

/** The part of Node's `process` that is used. */
type ProcessParts = Pick<
  NodeJS.Process,
  'stdout' | 'stderr' | 'stdin' | 'env' | 'on' | 'removeListener'
>

/**
 * The io of a real process. That stdout or stderr cannot be written (the reader has gone, the disk is full) never ends
 * the process; it is remembered for `write`, because Node forgets it at once and tries again. Whoever listens to a signal
 * hears of one that came early too.
 */
export function createProcessIo(process: ProcessParts, early: EarlySignals): CliIo {
  let outputError: NodeJS.ErrnoException | null = null
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    outputError ??= error
  })
  process.stderr.on('error', () => {
    // nowhere is left to say it
  })
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    env: process.env,
    outputError: () => outputError,
    onSignal: (signal, listener): (() => void) => {
      process.on(signal, listener)
      early.handOver(signal, listener)
      return () => void process.removeListener(signal, listener)
    },
  }
}
