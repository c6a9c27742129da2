import { parseArgs } from 'node:util'
import { CONTESTANTS, type ContestantName, isContestantName } from './contestants.ts'

/** What the command line asks for. */
export type Options = {
  readonly sizes: readonly number[]
  readonly contestants: readonly ContestantName[]
  readonly itemCount: number
  readonly seed: number
  readonly rounds: number
  readonly passBudgetMs: number
  readonly leastPassMs: number
  readonly isJson: boolean
  readonly isCheck: boolean
  /** Such a run shows that the benchmark works. Its figures vary too much to be judged. */
  readonly isQuick: boolean
}

export const USAGE = `npm run bench:rules -- [OPTIONS]

Measures the rule engine beside what could stand in its place. See bench/README.md.

  --quick              100 and 1,000 rules, few items and passes: some ten seconds; judges no target
  --sizes 1000,10000   numbers of rules (default 100,1000,10000,100000; at most 200000)
  --engine-only        this engine alone
  --items 200          items of about 3,000 characters (at most 10000)
  --seed 1             another seed makes other rules and items
  --json               one JSON document instead of the table
  --check              exit with 1 if a target is missed; not with --quick
  --help               this text
`

const FULL = { sizes: [100, 1_000, 10_000, 100_000], items: 200, rounds: 9 }
const QUICK = { sizes: [100, 1_000], items: 40, rounds: 3 }
const FULL_PASS = { passBudgetMs: 2_000, leastPassMs: 300 }
const QUICK_PASS = { passBudgetMs: 500, leastPassMs: 100 }

/** What a process can hold with the memory that Node gives it as it comes. */
const MOST_RULES = 200_000
const MOST_ITEMS = 10_000

/** The options, or why they cannot be used; null where help is asked for. */
export function readOptions(args: readonly string[]): Options | string | null {
  const given = readArguments(args)
  if (typeof given === 'string') return given
  if (given.help) return null
  const preset = given.quick ? QUICK : FULL
  const sizes = given.sizes === undefined ? preset.sizes : given.sizes.split(',').map(Number)
  const itemCount = given.items === undefined ? preset.items : Number(given.items)
  const seed = Number(given.seed ?? 1)
  if (![...sizes, itemCount, seed].every((number) => Number.isSafeInteger(number) && number > 0)) {
    return '--sizes, --items and --seed take whole numbers from 1 on'
  }
  const tooMany = sizes.find((size) => size > MOST_RULES)
  if (tooMany !== undefined) {
    return `--sizes ${tooMany} is too much: at most ${MOST_RULES} rules can be measured`
  }
  if (itemCount > MOST_ITEMS) {
    return `--items ${itemCount} is too much: at most ${MOST_ITEMS} items can be measured`
  }
  if (given.quick && given.check) {
    return '--check judges the targets, for which a run with --quick is too short: leave out one of them'
  }
  const names = Object.keys(CONTESTANTS).filter(isContestantName)
  return {
    sizes,
    contestants: given['engine-only'] ? ['engine'] : names,
    itemCount,
    seed,
    rounds: preset.rounds,
    ...(given.quick ? QUICK_PASS : FULL_PASS),
    isJson: given.json ?? false,
    isCheck: given.check ?? false,
    isQuick: given.quick ?? false,
  }
}

type Arguments = {
  readonly quick?: boolean
  readonly sizes?: string
  readonly 'engine-only'?: boolean
  readonly items?: string
  readonly seed?: string
  readonly json?: boolean
  readonly check?: boolean
  readonly help?: boolean
}

function readArguments(args: readonly string[]): Arguments | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean' },
        sizes: { type: 'string' },
        'engine-only': { type: 'boolean' },
        items: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean' },
        check: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
    return values
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
