/**
 * What each command takes to start and to do next to nothing, with a configuration of three feeds and with one of a thousand feeds
 * and a hundred rules. The first start compiles everything, later ones take that from the cache of the program, or from the one that
 * NODE_COMPILE_CACHE names, as in the image. `--turns 5` says how often each is measured (the best counts), `--only status` takes
 * the commands that begin so, and `--check` exits with 1 when a later start with three feeds takes more than 0.35 s.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { formatTable } from '../src/cli/output/format-table.ts'
import {
  type Cost,
  measureCommand,
  measureUntilReady,
  type Start,
} from './startup/measure-start.ts'

const TARGET_S = 0.35
const MAIN = path.resolve(import.meta.dirname, '../src/main.ts')

const FEED = `<rss version="2.0"><channel><title>Harbours</title><link>http://127.0.0.1/</link>
<item><title>A new pier</title><link>http://127.0.0.1/pier</link><description>It is open.</description></item></channel></rss>`
const TEXT = 'The harbour has a new pier, and the minister of the sea is to open it with the mayor.'

/** Each word is an argument. */
const COMMANDS = [
  '--version',
  '--help',
  'help status',
  'completion bash',
  'completion --list rules',
  'schema',
  'check',
  'match pier text.txt',
  'inspect feed.xml',
  'concepts',
  'feeds catalog korea',
  'export',
  'status',
  'status --rules',
  'ledger',
  'ledger --verify',
  'search pier',
  'opt-outs',
  'prune --dry-run',
  'deliver',
  'run',
]

type Row = {
  readonly command: string
  readonly first: Cost
  readonly later: Cost
  /** With the cache that the environment names. */
  readonly named: Cost
}

const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    check: { type: 'boolean', default: false },
  },
})
const turns = Number(values.turns)
const commands = COMMANDS.filter((command) => command.startsWith(values.only))
const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-startup-'))
try {
  const node = await measureBest({ args: ['-e', '0'], cwd: dir, cache: null })
  print(`node -e 0: ${node.cpu.toFixed(2)} s on the processor, ${node.wall.toFixed(2)} s in all\n`)
  const few = await measureAll('few', writeConfig('few', 3, 2))
  printTable('3 feeds, 2 rules', few, node)
  printTable(
    '1,000 feeds, 100 rules',
    await measureAll('many', writeConfig('many', 1_000, 100)),
    node,
  )
  process.exitCode = values.check && few.some(({ later }) => later.cpu > TARGET_S) ? 1 : 0
} finally {
  rmSync(dir, { recursive: true, force: true })
}

/** Returns the folder that it stands in, with a database in which nothing is stored yet. */
function writeConfig(name: string, feeds: number, rules: number): string {
  const folder = path.join(dir, name)
  mkdirSync(folder)
  const lines = [
    'feeds:',
    ...count(feeds).map(
      (i) => `  feed-${i}:\n    url: http://127.0.0.1:9/${i}\n    allowPrivate: true`,
    ),
    'rules:',
    ...count(rules).map(
      (i) => `  rule-${i}:\n    match: pier${i} OR (trade NEAR/5 harbour${i}) NOT ferry${i}`,
    ),
    'subscriptions:\n  desk:\n    to: [desk@example.org]\n    rules: all',
    'web:\n  listen: 127.0.0.1:0',
  ]
  writeFileSync(path.join(folder, 'config.yaml'), `${lines.join('\n')}\n`)
  writeFileSync(path.join(folder, 'feed.xml'), FEED)
  writeFileSync(path.join(folder, 'text.txt'), TEXT)
  measureCommand({ args: [MAIN, 'migrate'], cwd: folder, cache: null })
  return folder
}

async function measureAll(name: string, cwd: string): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const [index, command] of commands.entries()) {
    const args = [MAIN, ...command.split(' ')]
    const cacheOf = (turn: number): string => path.join(dir, `cache-${name}-${index}-${turn}`)
    const first = await measureBest({ args, cwd, cache: cacheOf })
    const later = await measureBest({ args, cwd, cache: null })
    const named = await measureBest({ args, cwd, cache: cacheOf(0) })
    rows.push({ command, first, later, named })
  }
  return rows
}

type Repeated = Omit<Start, 'cache'> & {
  readonly cache: Start['cache'] | ((turn: number) => string)
}

/** The best of some turns, as whatever else the machine does only makes them longer. */
async function measureBest({ args, cwd, cache }: Repeated): Promise<Cost> {
  let best: Cost = { cpu: Number.POSITIVE_INFINITY, wall: Number.POSITIVE_INFINITY }
  for (const turn of count(turns)) {
    const start = { args, cwd, cache: typeof cache === 'function' ? cache(turn) : cache }
    const cost = args.at(-1) === 'run' ? await measureUntilReady(start) : measureCommand(start)
    best = { cpu: Math.min(best.cpu, cost.cpu), wall: Math.min(best.wall, cost.wall) }
  }
  return best
}

function printTable(title: string, rows: readonly Row[], node: Cost): void {
  const seconds = (value: number): string => value.toFixed(2)
  print(`${title} (! marks more than ${TARGET_S} s)\n`)
  print(
    formatTable<Row>(
      [
        { title: 'COMMAND', cellOf: ({ command }) => command },
        { title: 'FIRST, CPU', cellOf: ({ first }) => seconds(first.cpu) },
        { title: 'WALL', cellOf: ({ first }) => seconds(first.wall) },
        { title: 'LATER, CPU', cellOf: ({ later }) => seconds(later.cpu) },
        { title: 'WALL', cellOf: ({ later }) => seconds(later.wall) },
        { title: 'TIMES NODE', cellOf: ({ later }) => (later.cpu / node.cpu).toFixed(1) },
        { title: 'CACHE NAMED, CPU', cellOf: ({ named }) => seconds(named.cpu) },
        { title: '', cellOf: ({ later }) => (later.cpu > TARGET_S ? '!' : '') },
      ],
      rows,
    ),
  )
}

function count(n: number): readonly number[] {
  return Array.from({ length: n }, (_, i) => i)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
