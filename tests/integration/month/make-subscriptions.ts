import { type Dice, diceOf, seedOf } from '../../../bench/rules/random.ts'
import type { MonthSize } from './month-size.ts'
import type { MonthRule, MonthSubscription } from './month-world.ts'

const DELIVERIES = [
  'immediately',
  'hourly',
  'immediately',
  'daily',
  'immediately',
  'weekdays',
  'immediately',
  'weekly',
  'immediately',
  '30 6,18 * * *',
] as const
const QUIET = [null, '22:00-07:00', null, '12:15-13:45', '19:00-08:30'] as const
/** What is over the budget must fit one e-mail, for that counts what does not. */
const BUDGETS = [0, 2, 20, 3] as const

/** One of so many takes every rule. */
const EVERYTHING_EACH = 20
/** An address that no server takes stands in one of so many. */
const REFUSED_EACH = 9

/** Subscriptions of every kind. No address stands in two of them, so that it is told of a story by a rule once. */
export function makeSubscriptions(
  { subscriptionCount, seed }: MonthSize,
  rules: readonly MonthRule[],
): readonly MonthSubscription[] {
  return Array.from({ length: subscriptionCount }, (_, index) => {
    const dice = diceOf(seedOf(`subscription ${seed}`, index))
    const takesAll = index % EVERYTHING_EACH === 0
    return {
      id: `desk-${index}`,
      to: makeAddresses(index),
      rules: takesAll ? rules.map(({ id }) => id) : someOf(rules, dice),
      deliver: DELIVERIES[index % DELIVERIES.length]!,
      quiet: QUIET[index % QUIET.length]!,
      budget: takesAll ? 0 : BUDGETS[index % BUDGETS.length]!,
    }
  })
}

function makeAddresses(index: number): readonly string[] {
  const count = 1 + (index % 3)
  return Array.from({ length: count }, (_, number) => {
    const isRefused = index % REFUSED_EACH === 1 && number === count - 1
    return `${isRefused ? REFUSED : 'reader'}-${index}-${number}@example.org`
  })
}

const REFUSED = 'nobody'

/** Every address of a subscription, in a text. */
export const READER = /\b(?:reader|nobody)-\d+-\d+@example\.org\b/g

/** Whether an address is one that the server refuses for good. */
export function isRefused(address: string): boolean {
  return address.startsWith(`${REFUSED}-`)
}

function someOf(rules: readonly MonthRule[], dice: Dice): readonly string[] {
  const left = rules.map(({ id }) => id)
  return Array.from(
    { length: dice.between(2, 6) },
    () => left.splice(dice.below(left.length), 1)[0]!,
  )
}
