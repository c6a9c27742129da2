import { msOf, type Timestamp } from '../time.ts'

/**
 * An instant for people: `Tue 3 Mar 2026, 09:10 (Asia/Seoul)`. Put together from parts, because the punctuation between
 * them changes from one ICU version to the next and an e-mail must be the same at each attempt.
 */
export function formatTime(at: Timestamp, timezone: string): string {
  return `${formatDate(at, timezone)}, ${clockOf(at, timezone)} (${timezone})`
}

/** Two instants, the zone once: `between Mon 2 Mar 2026, 08:00 and Mon 9 Mar 2026, 08:00 (Asia/Seoul)`. */
export function formatSpan(from: Timestamp, until: Timestamp, timezone: string): string {
  const start = `${formatDate(from, timezone)}, ${clockOf(from, timezone)}`
  return `between ${start} and ${formatTime(until, timezone)}`
}

/** The day alone: `Tue 3 Mar 2026`. */
export function formatDate(at: Timestamp, timezone: string): string {
  const parts = partsOf(at, timezone)
  return `${parts('weekday')} ${parts('day')} ${parts('month')} ${parts('year')}`
}

function clockOf(at: Timestamp, timezone: string): string {
  const parts = partsOf(at, timezone)
  return `${parts('hour')}:${parts('minute')}`
}

function partsOf(at: Timestamp, timezone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const parts = formatterOf(timezone).formatToParts(msOf(at))
  return (type) => parts.find((part) => part.type === type)?.value ?? ''
}

// making a formatter costs a hundred times more than using it
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone)
  if (known !== undefined) {
    return known
  }
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formatters.set(timezone, made)
  return made
}
