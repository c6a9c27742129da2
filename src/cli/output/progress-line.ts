import type { CliIo } from '../cli-io.ts'
import { cutTo } from './display-width.ts'
import { printable } from './printable.ts'

export type ProgressLine = {
  /** Shows what is being done, in place of what was. */
  readonly show: (text: string) => void
  /** Takes the line away. */
  readonly clear: () => void
}

/** A line on stderr that overwrites itself. Where stderr is no terminal it stays silent. */
export function startProgressLine(io: CliIo): ProgressLine {
  const { stderr } = io
  if (stderr.isTTY !== true) return { show: ignore, clear: ignore }
  // some terminals say that they have 0 columns
  const eraseLine = '\r\u001b[2K'
  return {
    show: (text) =>
      stderr.write(`${eraseLine}${cutTo(printable(text), (stderr.columns || 80) - 1)}`),
    clear: () => stderr.write(eraseLine),
  }
}

function ignore(): void {
  // a pipe or a file has no line to overwrite
}
