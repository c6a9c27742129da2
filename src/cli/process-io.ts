import type { CliIo } from './cli-io.ts'

/** The part of Node's `process` that is used. */
type ProcessParts = Pick<
  NodeJS.Process,
  'stdout' | 'stderr' | 'stdin' | 'env' | 'on' | 'removeListener'
>

/** The io of a real process. A closed pipe behind stdout or stderr is noticed by `write`, not thrown. */
export function createProcessIo(process: ProcessParts): CliIo {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    env: process.env,
    onSignal: (signal, listener): (() => void) => {
      process.on(signal, listener)
      return () => void process.removeListener(signal, listener)
    },
  }
}
