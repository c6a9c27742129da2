import type { Readable, Writable } from 'node:stream'

/** Everything a command has of the world around it, so that tests can run one in-process. */
export type CliIo = {
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly stdin: Readable
  readonly env: Readonly<Record<string, string | undefined>>
  /** Why a line could not be written to stdout, the first time; null while all could. */
  readonly outputError: () => NodeJS.ErrnoException | null
  /** Listens to a signal of the system until the returned function is called. */
  readonly onSignal: (signal: NodeJS.Signals, listener: () => void) => () => void
}

/** A stream that may be a terminal of `columns` columns. */
export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number }
