import type { CliIo } from '../cli-io.ts'
import { CommandError } from '../command.ts'

/** A pipe whose reader has gone, and a terminal that hung up. */
const NOBODY_READS: readonly (string | undefined)[] = ['EPIPE', 'EIO']

/** Writes a line of the answer. As `write` does, it never ends a command because nobody reads any more. */
export function writeLine(io: CliIo, line = ''): void {
  write(io, `${line}\n`)
}

/**
 * Writes a part of the answer. Where the reader has gone (`policywatch check | head -1`) it writes nothing: the command
 * goes on to its verdict, which is the exit code. Throws a CommandError when the disk is full.
 */
export function write(io: CliIo, text: string): void {
  if (hasReader(io)) io.stdout.write(text)
}

/**
 * Whether somebody still reads the answer; a plain list is cut short when nobody does. Throws a CommandError when the
 * answer was lost for another reason.
 */
export function hasReader(io: CliIo): boolean {
  const error: NodeJS.ErrnoException | null = io.outputError() ?? io.stdout.errored
  if (error !== null && !NOBODY_READS.includes(error.code)) {
    throw new CommandError(`the answer could not be written: ${error.message}`, { cause: error })
  }
  return error === null && !io.stdout.destroyed
}

/** Writes a line about work under way. Never throws: the work goes on, whether or not somebody can read of it. */
export function tellLine(io: CliIo, line: string): void {
  if (io.outputError() === null && !io.stdout.destroyed) io.stdout.write(`${line}\n`)
}

/** Waits until the answer is written, or nobody is left to read it. Throws as `write` does. */
export async function finishOutput(io: CliIo): Promise<void> {
  await new Promise<void>((resolve) => io.stdout.write('', () => resolve()))
  hasReader(io)
}

/** Writes one JSON document on one line. */
export function writeJsonLine(io: CliIo, value: unknown): void {
  writeLine(io, JSON.stringify(value))
}

/** Writes talk: what a person wants to know and a program behind a pipe does not. */
export function say(io: CliIo, line: string): void {
  io.stderr.write(`${line}\n`)
}
