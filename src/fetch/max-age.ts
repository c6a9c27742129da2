/** RFC 9111, section 1.2.2: a larger number is taken as this one. */
const MAX_DELTA_SECONDS = 2_147_483_648

/** Seconds that an answer stays fresh by its Cache-Control; null when it says nothing, or forbids to rely on it. */
export function parseMaxAge(cacheControl: string | undefined): number | null {
  const directives = (cacheControl ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
  if (directives.some((directive) => /^no-(?:store|cache)\b/.test(directive))) return null
  for (const directive of directives) {
    const seconds = /^max-age\s*=\s*"?(\d+)"?$/.exec(directive)?.[1]
    if (seconds !== undefined) return Math.min(Number(seconds), MAX_DELTA_SECONDS)
  }
  return null
}
