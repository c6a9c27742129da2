import type { LogStream } from '../observe/log.ts'
import type { OutputStream } from './cli-io.ts'

/**
 * So much may wait for a reader that has fallen asleep: pipes are written without waiting, and what is not taken stays in memory.
 * Lines beyond are lost, and counted.
 */
const MOST_WAITING_BYTES = 1024 * 1024

/**
 * A stream for the log that neither ends nor blocks the work: a reader who is gone is written to no longer, a full disk loses the
 * lines that it has no room for, and a reader who does not read loses those that came meanwhile, which is said once he reads again.
 */
export function quietStream(stream: OutputStream): LogStream {
  let lostCount = 0
  return {
    isTTY: stream.isTTY === true,
    write: (line): void => {
      if (stream.errored !== null || stream.destroyed) return
      if (stream.writableLength > MOST_WAITING_BYTES) {
        lostCount += 1
        return
      }
      if (lostCount > 0) stream.write(tellLost(lostCount))
      lostCount = 0
      stream.write(line)
    },
  }
}

/** Terminals are written at once and lose nothing, so that this is read by programs. */
function tellLost(lines: number): string {
  const time = new Date().toISOString()
  const msg = 'lines of the log were lost, as nobody read them'
  return `${JSON.stringify({ level: 'warn', time, lines, msg })}\n`
}
