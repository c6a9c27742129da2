import type { CliIo } from '../cli-io.ts'
import { CommandError } from '../command.ts'

/** The reader of stdout is gone (`policywatch ledger | head`): nobody is left to answer, which is no failure. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed'
}

/** A pipe whose reader has gone, and a terminal that hung up. */
const NOBODY_READS: readonly (string | undefined)[] = ['EPIPE', 'EIO']

/** Writes a line of the answer. Throws OutputClosed when nobody reads any more, CommandError when the disk is full. */
export function writeLine(io: CliIo, line = ''): void {
  write(io, `${line}\n`)
}

export function write(io: CliIo, text: string): void {
  throwIfLost(io)
  io.stdout.write(text)
}

/** Writes a line about work under way. Never throws: the work goes on, whether or not somebody can read of it. */
export function tellLine(io: CliIo, line: string): void {
  if (io.outputError() === null && !io.stdout.destroyed) io.stdout.write(`${line}\n`)
}

/** Waits until the answer is written. Throws as `write` does. */
export async function finishOutput(io: CliIo): Promise<void> {
  await new Promise<void>((resolve) => io.stdout.write('', () => resolve()))
  throwIfLost(io)
}

function throwIfLost(io: CliIo): void {
  const error: NodeJS.ErrnoException | null = io.outputError() ?? io.stdout.errored
  if (error !== null && !NOBODY_READS.includes(error.code)) {
    throw new CommandError(`the answer could not be written: ${error.message}`, { cause: error })
  }
  if (error !== null || io.stdout.destroyed) throw new OutputClosed()
}

/** Writes one JSON document on one line. */
export function writeJsonLine(io: CliIo, value: unknown): void {
  writeLine(io, JSON.stringify(value))
}

/** Writes talk: what a person wants to know and a program behind a pipe does not. */
export function say(io: CliIo, line: string): void {
  io.stderr.write(`${line}\n`)
}
