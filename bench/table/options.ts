import { parseArgs } from 'node:util'

export type TableOptions = {
  /** The folder of the harness; null where none was named and none is there. */
  readonly harness: string | null
  readonly sizes: readonly number[]
  readonly repeat: number
  /** Where the raw results go, a JSON line for each phase. */
  readonly out: string
  readonly isCheck: boolean
  /** Such a run shows that it works, and judges nothing. */
  readonly isQuick: boolean
}

export const USAGE = `npm run bench -- [OPTIONS]

Policywatch beside other feed watchers, in one table with the targets. See bench/README.md.

  --harness DIR        the harness with its peers installed (default ../shared/bench)
  --sizes 1000,10000   numbers of feeds
  --repeat 3           runs of each; the median counts
  --out FILE           raw results as JSON lines (default bench-results.jsonl)
  --quick              100 feeds, once: to see that it works; judges nothing
  --check              exit with 1 when a target is missed or stays open
  --help               this text
`

/** The options, or why they cannot be used; null where help is asked for. */
export function readTableOptions(
  args: readonly string[],
  defaultHarness: string | null,
): TableOptions | string | null {
  const { values: given } = parseArgs({
    args: [...args],
    options: {
      harness: { type: 'string' },
      sizes: { type: 'string' },
      repeat: { type: 'string' },
      out: { type: 'string', default: 'bench-results.jsonl' },
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (given.help) return null
  const sizes = (given.sizes ?? (given.quick ? '100' : '1000,10000')).split(',').map(Number)
  const repeat = Number(given.repeat ?? (given.quick ? '1' : '3'))
  if (![...sizes, repeat].every((number) => Number.isSafeInteger(number) && number > 0)) {
    return '--sizes and --repeat take whole numbers from 1 on'
  }
  if (given.quick && given.check) return '--quick judges nothing, so --check has nothing to check'
  const harness = given.harness ?? defaultHarness
  return { harness, sizes, repeat, out: given.out, isCheck: given.check, isQuick: given.quick }
}
