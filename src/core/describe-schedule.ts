/** A cron expression in words, where it is one of the common kinds; null for all others, which speak for themselves. */
export function describeSchedule(cron: string): string | null {
  const fields = cron.trim().split(/\s+/)
  if (fields.length === 6 && fields[0] !== '0') return null
  const [minute = '', hour = '', day, month, weekday = ''] = fields.slice(-5)
  if (day !== '*' || month !== '*') return null
  const step = /^\*\/(\d+)$/.exec(minute)?.[1]
  if (hour === '*' && weekday === '*') {
    if (minute === '*' || step === '1') return 'every minute'
    if (step !== undefined) return `every ${step} minutes`
    return isNumber(minute) ? `every hour, at minute ${minute}` : null
  }
  if (!isNumber(minute) || !isNumber(hour)) return null
  const days = DAYS[weekday.toLowerCase()]
  return days === undefined
    ? null
    : `${days} at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}

const DAYS: Readonly<Record<string, string>> = {
  '*': 'every day',
  '1-5': 'on weekdays',
  'mon-fri': 'on weekdays',
  '0': 'on Sundays',
  '7': 'on Sundays',
  '1': 'on Mondays',
  '2': 'on Tuesdays',
  '3': 'on Wednesdays',
  '4': 'on Thursdays',
  '5': 'on Fridays',
  '6': 'on Saturdays',
}

function isNumber(text: string): boolean {
  return /^\d{1,2}$/.test(text)
}
