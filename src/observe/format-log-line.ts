/**
 * A line of the JSON log as a person wants it on a terminal: `14:03:07 info  polled  feed=korea-net added=2`.
 * Control characters are shown as spaces, so that a feed's title cannot steer the terminal.
 */
export function formatLogLine(line: string): string {
  const { time, level, msg, ...fields } = JSON.parse(line) as Record<string, unknown> // pino wrote it
  const clock = new Date(String(time)).toTimeString().slice(0, 8)
  const { rest, stacks } = partErrors(fields)
  const text = [`${clock} ${String(level).padEnd(5)} ${String(msg)}`, ...rest].join('  ')
  const stackLines = stacks.flatMap((stack) => stack.split('\n')).map((frame) => `    ${frame}`)
  return [text, ...stackLines].map((shown) => `${withoutControls(shown)}\n`).join('')
}

function partErrors(fields: Record<string, unknown>): { rest: string[]; stacks: string[] } {
  const rest: string[] = []
  const stacks: string[] = []
  for (const [key, value] of Object.entries(fields)) {
    if (isErrorValue(value)) {
      rest.push(`${key}=${JSON.stringify(value.message)}`)
      stacks.push(value.stack)
    } else {
      rest.push(`${key}=${formatValue(value)}`)
    }
  }
  return { rest, stacks }
}

function isErrorValue(value: unknown): value is { message: string; stack: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'message' in value &&
    'stack' in value &&
    typeof value.stack === 'string'
  )
}

function formatValue(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  const text = withoutControls(value)
  return /^[^\s"=]+$/u.test(text) ? text : JSON.stringify(text)
}

function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ')
}
