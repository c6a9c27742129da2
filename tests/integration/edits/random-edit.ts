import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '../../../bench/rules/random.ts'
import { FEED_IDS } from './busy-ministries.ts'

export type EditWorld = {
  readonly file: string
  readonly dataDir: string
  readonly smtp: string
  readonly urlOf: (feedId: string) => string
}

/** Every valid variant tells the desk of each item that says alpha; all else about it changes. */
const ALPHA_QUERIES = ['alpha', '"alpha"', 'alpha OR zzyzx', 'alpha AND NOT zzyzx', '(alpha)']
const OTHER_QUERIES = ['beta', 'gamma NEAR/3 delta', '"epsilon zeta"', 'eta*']

/**
 * JSON is YAML, and each part of it that is cut off is none: so no truncated file is a configuration that watches less.
 */
export function validConfig(dice: Dice, world: EditWorld): string {
  const feed = (id: string): readonly [string, object] => [
    id,
    { url: world.urlOf(id), allowPrivate: true, schedule: '* * * * * *' },
  ]
  const others = OTHER_QUERIES.filter(() => dice.chance(0.5)).map(
    (match, index) => [`other-${index}`, { match }] as const,
  )
  const desk = ['desk', { to: ['desk@example.org'], rules: ['alpha'], budget: 0 }] as const
  const extra = ['extra', { to: ['extra@example.org'], rules: 'all', deliver: 'daily' }] as const
  const sections = {
    timezone: dice.pick(['UTC', 'Asia/Seoul']),
    feeds: Object.fromEntries(shuffle(dice, FEED_IDS).map(feed)),
    defaults: { startWith: 'everything' },
    polling: { perHost: dice.between(2, 6) },
    rules: Object.fromEntries(
      shuffle(dice, [['alpha', { match: dice.pick(ALPHA_QUERIES) }], ...others]),
    ),
    subscriptions: Object.fromEntries(dice.chance(0.5) ? [desk, extra] : [desk]),
    mail: { from: `alerts@${dice.pick(['example.org', 'watch.example'])}`, smtp: world.smtp },
    web: dice.chance(0.3) ? false : { listen: '127.0.0.1:0' },
    data: world.dataDir,
  }
  const shuffled = Object.fromEntries(shuffle(dice, Object.entries(sections)))
  return dice.chance(0.5) ? JSON.stringify(shuffled) : JSON.stringify(shuffled, null, 2)
}

/**
 * Edits as people, editors and scripts make them, most of them faster than anybody looks; the file may be whole, broken, cut
 * off or away after each.
 */
export async function editAtRandom(dice: Dice, world: EditWorld, count: number): Promise<void> {
  for (let edit = 0; edit < count; edit += 1) {
    await editOnce(dice, world)
    await sleep(dice.chance(0.05) ? dice.between(600, 2_000) : dice.below(20))
  }
}

type EditKind =
  | 'write'
  | 'replace'
  | 'rubbish'
  | 'bad-rule'
  | 'bad-key'
  | 'cut'
  | 'remove'
  | 'slow'
  | 'bytes'

const KINDS: readonly EditKind[] = [
  ...(['write', 'write', 'replace', 'replace', 'slow'] as const),
  ...(['rubbish', 'bad-rule', 'bad-key', 'cut', 'remove', 'bytes'] as const),
]

async function editOnce(dice: Dice, world: EditWorld): Promise<void> {
  const { file } = world
  const next = validConfig(dice, world)
  const cut = next.slice(0, dice.between(1, next.length - 2))
  switch (dice.pick(KINDS)) {
    case 'write':
      return writeFileSync(file, next)
    case 'replace':
      return replace(file, next)
    case 'slow':
      writeFileSync(file, cut)
      await sleep(dice.below(100))
      return writeFileSync(file, next)
    case 'rubbish':
      return replace(file, `${next}\nrubbish: [`)
    case 'bad-rule':
      return writeFileSync(file, next.replace(/"match": ?"/, '$&AND ('))
    case 'bad-key':
      return writeFileSync(file, next.replace('"feeds"', '"feedz"'))
    case 'cut':
      return writeFileSync(file, cut)
    case 'remove':
      return rmSync(file, { force: true })
    case 'bytes':
      return writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00, dice.below(256)]))
  }
}

function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}

function shuffle<T>(dice: Dice, values: readonly T[]): readonly T[] {
  return values
    .map((value) => ({ value, at: dice.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)
}
