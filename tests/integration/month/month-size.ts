/** How large the made-up month is, and the number that it is made from. */
export type MonthSize = {
  readonly seed: number
  readonly feedCount: number
  readonly ruleCount: number
  readonly subscriptionCount: number
  /** Days on which something is published. */
  readonly dayCount: number
  readonly killCount: number
  /** How long the disk is full, each of two times. */
  readonly diskFullHours: number
}

/** What issue 5 asks for; one command makes it: npm run simulate:month. */
export const WHOLE_MONTH: MonthSize = {
  seed: 1,
  feedCount: 300,
  ruleCount: 24,
  subscriptionCount: 40,
  dayCount: 30,
  killCount: 200,
  diskFullHours: 4,
}

/** Small enough for the tests. */
export const FEW_DAYS: MonthSize = {
  seed: 1,
  feedCount: 40,
  ruleCount: 12,
  subscriptionCount: 10,
  dayCount: 6,
  killCount: 25,
  diskFullHours: 2,
}
