import { EventEmitter } from 'node:events'
import { Readable, Writable } from 'node:stream'
import type { CliIo } from '../../src/cli/cli-io.ts'
import { runCli } from '../../src/cli/run-cli.ts'

export type CommandLineRun = {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export type TestIo = {
  readonly io: CliIo
  readonly stdout: () => string
  readonly stderr: () => string
  /** Sends a signal, as the system would. */
  readonly signal: (name: NodeJS.Signals) => void
  readonly isListening: (name: NodeJS.Signals) => boolean
}

export type TestIoOptions = {
  readonly stdin?: string
  readonly env?: Record<string, string>
  /** Why stdout is lost from the beginning. */
  readonly outputError?: Error
}

/** An io in memory. */
export function openTestIo(options: TestIoOptions = {}): TestIo {
  const stdout = collect()
  const stderr = collect()
  const signals = new EventEmitter()
  return {
    io: {
      stdout: stdout.stream,
      stderr: stderr.stream,
      stdin: Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
      env: options.env ?? {},
      outputError: () => options.outputError ?? null,
      onSignal: (name, listener): (() => void) => {
        signals.on(name, listener)
        return () => void signals.off(name, listener)
      },
    },
    stdout: stdout.text,
    stderr: stderr.text,
    signal: (name) => void signals.emit(name),
    isListening: (name) => signals.listenerCount(name) > 0,
  }
}

/** Runs a command line in this process. */
export async function runCommandLine(
  argv: readonly string[],
  options: TestIoOptions = {},
): Promise<CommandLineRun> {
  const { io, stdout, stderr } = openTestIo(options)
  const exitCode = await runCli(argv, io)
  return { exitCode, stdout: stdout(), stderr: stderr() }
}

function collect(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done): void {
      chunks.push(chunk)
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}
