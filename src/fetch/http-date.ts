/** The three spellings of a date that HTTP knows (RFC 9110, section 5.6.7), all of them in UTC. */

const STARTS_WITH_DAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b/i
const NAMES_ZONE = /(?:gmt|utc|[+-]\d{4})$/i

/** Milliseconds since the Unix epoch, or null for what is no such date. */
export function parseHttpDate(value: string): number | null {
  const text = value.trim()
  if (!STARTS_WITH_DAY.test(text)) return null
  const ms = Date.parse(NAMES_ZONE.test(text) ? text : `${text} GMT`) // asctime has no zone and means UTC
  return Number.isNaN(ms) ? null : ms
}
