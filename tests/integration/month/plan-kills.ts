import { type Dice, diceOf, seedOf } from '../../../bench/rules/random.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'
import type { Step } from '../../../src/pipeline/deps.ts'
import { START_MS } from './month-calendar.ts'
import type { MonthSize } from './month-size.ts'

/** A process is ended by SIGKILL, the first time that it can be since an instant. */
export type Kill = KillSort & { readonly since: number }

type KillSort =
  | { readonly kind: 'at a step'; readonly step: Step; readonly nth: number }
  /** So long after that time, whatever it does then. */
  | { readonly kind: 'at any moment'; readonly delayMs: number }
  /** So long after it was started. */
  | { readonly kind: 'while starting'; readonly delayMs: number }
  /** When the server has taken a message, and has not said so. */
  | { readonly kind: 'before the 250' }
  /** When the server has said so, and nobody may have read it. */
  | { readonly kind: 'after the 250' }

const STEPS: readonly Step[] = [
  'response read',
  'items stored',
  'mail handed over',
  'result recorded',
]

/** In the order of time. */
export function planKills({ killCount, dayCount, seed }: MonthSize): readonly Kill[] {
  const dice = diceOf(seedOf('kills', seed))
  const first = START_MS
  const spanMs = (dayCount - 1) * DAY_MS
  const times = Array.from({ length: killCount }, () => first + Math.floor(dice.next() * spanMs))
  return times.toSorted((a, b) => a - b).map((since, index) => ({ since, ...sortOf(index, dice) }))
}

function sortOf(index: number, dice: Dice): KillSort {
  switch (index % 8) {
    case 0:
    case 2:
    case 4:
      return { kind: 'at a step', step: dice.pick(STEPS), nth: dice.between(1, 4) }
    case 1:
      return { kind: 'before the 250' }
    case 3:
    case 7:
      return { kind: 'after the 250' }
    case 5:
      return { kind: 'at any moment', delayMs: dice.below(600) }
    default:
      return { kind: 'while starting', delayMs: dice.between(50, 900) }
  }
}

/** How long nobody runs after each kill: moments, hours, or half a day. */
export function planDowntimes({ killCount, seed }: MonthSize): readonly number[] {
  const dice = diceOf(seedOf('downtimes', seed))
  return Array.from({ length: killCount }, () => {
    const kind = dice.next()
    if (kind < 0.85) return dice.below(2 * MINUTE_MS)
    return kind < 0.97 ? dice.below(2 * HOUR_MS) : dice.between(6 * HOUR_MS, 12 * HOUR_MS)
  })
}
