import { diceOf, seedOf } from '../../../bench/rules/random.ts'
import type { MonthSize } from './month-size.ts'
import type { MonthFeed, MonthRule } from './month-world.ts'

const BEGINNINGS = ['vel', 'tor', 'zan', 'kel', 'bix', 'pol', 'gran', 'fen'] as const
const ENDINGS = ['morite', 'dakine', 'lupane', 'rofite', 'banole', 'tigone'] as const

/** No text says such a word by chance. */
function wordAt(index: number): string {
  const beginning = BEGINNINGS[index % BEGINNINGS.length]!
  return `${beginning}${ENDINGS[Math.floor(index / BEGINNINGS.length) % ENDINGS.length]!}`
}

/** Rules of several kinds, each of two words of its own; of three one looks at some of the feeds. */
export function makeRules(
  { ruleCount, seed }: MonthSize,
  feeds: readonly MonthFeed[],
): readonly MonthRule[] {
  return Array.from({ length: ruleCount }, (_, index) => {
    const dice = diceOf(seedOf(`rule ${seed}`, index))
    const number = String(index).padStart(2, '0')
    const some = feeds.filter(() => dice.chance(0.4)).map(({ id }) => id)
    const limited = [null, null, index % 2 === 0 ? ['#tag1', '#tag3'] : some][index % 3]!
    return {
      id: `watch-${number}`,
      title: `Watch ${number}`,
      ...queryOf(index, wordAt(2 * index), wordAt(2 * index + 1)),
      feeds: limited,
    }
  })
}

type Query = Pick<MonthRule, 'match' | 'holds' | 'plantings'>

function queryOf(index: number, one: string, other: string): Query {
  switch (index % 6) {
    case 3:
      return {
        match: `${one} OR ${other}`,
        holds: (words) => words.has(one) || words.has(other),
        plantings: [[one], [other], [one, other]],
      }
    case 4:
      return {
        match: `${one} AND ${other}`,
        holds: (words) => words.has(one) && words.has(other),
        plantings: [[one, other], [one, other], [other]],
      }
    case 5:
      return {
        match: `${one} NOT ${other}`,
        holds: (words) => words.has(one) && !words.has(other),
        plantings: [[one], [one], [one, other]],
      }
    default:
      return { match: one, holds: (words) => words.has(one), plantings: [[one]] }
  }
}

/** Whether a rule looks at a feed. */
export function looksAt({ feeds }: MonthRule, { id, tag }: MonthFeed): boolean {
  return feeds === null || feeds.includes(id) || feeds.includes(`#${tag}`)
}
