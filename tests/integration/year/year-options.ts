/**
 * How large the world is and from which numbers it is made. What a seed makes is always the same, so a failure is repeated
 * by its seed: POLICYWATCH_YEAR_SEED=13 npx vitest run tests/integration/year. A year of more days, of fewer feeds:
 * POLICYWATCH_YEAR_DAYS, POLICYWATCH_YEAR_FEEDS.
 */
export const SEED = numberFrom('POLICYWATCH_YEAR_SEED', 12)
export const DAY_COUNT = numberFrom('POLICYWATCH_YEAR_DAYS', 365)
export const FEED_COUNT = numberFrom('POLICYWATCH_YEAR_FEEDS', 200)

function numberFrom(name: string, usual: number): number {
  const asked = Number(process.env[name] ?? '')
  return asked > 0 ? asked : usual
}
