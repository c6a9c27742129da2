import type { CliIo } from '../cli-io.ts'

/** The reader of stdout is gone (`policywatch ledger | head`): nobody is left to answer, which is no failure. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed'
}

/** Writes a line of the answer. Throws OutputClosed when nobody reads any more. */
export function writeLine(io: CliIo, line = ''): void {
  write(io, `${line}\n`)
}

export function write(io: CliIo, text: string): void {
  if (io.stdout.errored !== null || io.stdout.destroyed) throw new OutputClosed()
  io.stdout.write(text)
}

/** Writes one JSON document on one line. */
export function writeJsonLine(io: CliIo, value: unknown): void {
  writeLine(io, JSON.stringify(value))
}

/** Writes talk: what a person wants to know and a program behind a pipe does not. */
export function say(io: CliIo, line: string): void {
  io.stderr.write(`${line}\n`)
}
