export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const

export type LogLevel = (typeof LOG_LEVELS)[number]

/** The level that POLICYWATCH_LOG_LEVEL names, in any case; null for a word that is none. Unset means `info`. */
export function parseLogLevel(text: string | undefined): LogLevel | null {
  if (text === undefined || text.trim() === '') return 'info'
  return LOG_LEVELS.find((level) => level === text.trim().toLowerCase()) ?? null
}
