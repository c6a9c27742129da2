import type { LogStream } from '../observe/log.ts'
import type { OutputStream } from './cli-io.ts'

/**
 * So much may wait for a reader that has fallen asleep: pipes are written without waiting, and what is not taken stays in memory.
 * Lines beyond are lost, and counted.
 */
const MOST_WAITING_BYTES = 1024 * 1024

/**
 * A stream for the log that neither ends nor blocks the work: a reader who is gone is written to no longer, a full disk loses the
 * lines that it has no room for, and a reader who does not read loses those that came meanwhile. What was lost is said once lines
 * can be written again, on a line of its own: of the last one that went to a full disk a piece may stand there without its end.
 */
export function quietStream(stream: OutputStream): LogStream {
  let lostCount = 0
  let hasFailed = false
  return {
    isTTY: stream.isTTY === true,
    write: (line): void => {
      const isBroken = stream.errored !== null || stream.destroyed
      if (isBroken || stream.writableLength > MOST_WAITING_BYTES) {
        lostCount += 1
        return
      }
      const before = lostCount
      const text = `${hasFailed ? '\n' : ''}${before > 0 ? tellLost(before, hasFailed) : ''}${line}`
      lostCount = 0
      hasFailed = false
      stream.write(text, (error) => {
        if (error === null || error === undefined) return
        lostCount += before + 1
        hasFailed = true
      })
    },
  }
}

/** Terminals are written at once and lose nothing, so that this is read by programs. */
function tellLost(lines: number, hasFailed: boolean): string {
  const time = new Date().toISOString()
  const why = hasFailed ? 'they could not be written' : 'nobody read them'
  const msg = `lines of the log were lost, as ${why}`
  return `${JSON.stringify({ level: 'warn', time, lines, msg })}\n`
}
