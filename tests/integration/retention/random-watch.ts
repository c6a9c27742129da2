import { type Dice, diceOf } from '../../../bench/rules/random.ts'
import type { Settings } from '../../../src/config/settings.ts'
import { DAY_MS, HOUR_MS } from '../../../src/core/time.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import {
  loadSettings,
  makeClock,
  openTestApp,
  type TestApp,
  type TestClock,
} from '../../support/test-app.ts'

/** Three feeds that publish, repeat, edit and take back; readers who are told at once, weekly or of edits; mail that fails. */
export type RandomWatch = {
  readonly dice: Dice
  readonly app: TestApp
  readonly sink: SmtpSink
  readonly clock: TestClock
  readonly settings: Settings
  /** Some hours or weeks pass in which something happens to feeds, mail, or both. */
  readonly live: () => Promise<void>
}

const FEEDS = ['harbour', 'energy', 'trade']
const KEEP_DAYS = 15

export async function startRandomWatch(seed: number): Promise<RandomWatch> {
  const dice = diceOf(seed)
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const lines = FEEDS.map((id) => `  ${id}: { url: "${pages.url}/${id}.xml", allowPrivate: true }`)
  const settings = await loadSettings(
    dir,
    `
feeds:
${lines.join('\n')}
rules: { reactors: { match: reactors }, ports: { match: ports } }
subscriptions:
  desk: { to: [desk@example.org, gone@example.org], rules: all, budget: 2, edits: true }
  weekly: { to: [weekly@example.org], rules: [ports], deliver: weekly, allQuiet: weekly }
mail: { from: watch@example.org, smtp: "${sink.url}" }
admins: [ops@example.org]
keep: { items: ${KEEP_DAYS}d, polls: 10d }
`,
  )
  const clock = makeClock('2026-03-03T08:30:00.000Z')
  const app = await openTestApp(settings, { now: () => clock.now })
  const publish = openPress(dice, pages)
  const live = async (): Promise<void> => {
    clock.advance(dice.pick([HOUR_MS, DAY_MS, 4 * DAY_MS, 18 * DAY_MS]))
    if (dice.below(3) === 0) return // nobody ran
    for (const _ of Array(dice.below(4)).keys()) publish()
    if (dice.below(5) === 0) sink.refuse(dice.pick([450, 550]), 'not now', 'gone@example.org')
    else sink.acceptAll()
    if (dice.below(3) === 0) await app.pollOnly(settings)
    else await app.poll(settings)
  }
  return { dice, app, sink, clock, settings, live }
}

/** Changes what a feed lists: something new, a release of another feed in its words, an edit, less, or an old item again. */
function openPress(dice: Dice, pages: PageServer): () => void {
  const shown = new Map<string, readonly SampleItem[]>()
  const all = new Map<string, SampleItem[]>()
  let count = 0
  const show = (id: string, items: readonly SampleItem[]): void => {
    shown.set(id, items.slice(0, 4))
    pages.set(`/${id}.xml`, { body: rssOf(`Ministry ${id}`, items.slice(0, 4)) })
  }
  const write = (id: string): SampleItem => {
    count += 1
    const words = Array.from({ length: 30 }, () => oddWord(dice)).join(' ')
    const teaser = `${dice.pick(['reactors', 'ports', 'fish'])} ${words}`
    const item = { guid: `${id}-${count}`, title: `${oddWord(dice)} ${count}`, teaser }
    return { ...item, link: `https://${id}.test/${count}` }
  }
  for (const id of FEEDS) show(id, [])
  return (): void => {
    const id = dice.pick(FEEDS)
    const items = shown.get(id) ?? []
    const own = all.get(id) ?? []
    all.set(id, own)
    const other = dice.pick([...all.values()].flat().slice(-4).concat(write(id)))
    const [first, ...rest] = items
    const old = own[dice.below(Math.max(1, own.length))] ?? write(id)
    const changes = [
      (): void => show(id, [write(id), write(id), ...items]),
      (): void => show(id, [write(id), ...items]),
      (): void =>
        show(id, [
          { ...other, guid: `${id}-${other.guid}`, link: `https://${id}.test/${other.guid}` },
          ...items,
        ]),
      (): void =>
        show(
          id,
          first === undefined ? [] : [{ ...first, teaser: `ports ${first.teaser}` }, ...rest],
        ),
      (): void => show(id, items.slice(0, 2)),
      (): void => show(id, [old, ...items.filter(({ guid }) => guid !== old.guid)]),
      (): void => {},
      (): void => {},
    ]
    dice.pick(changes)()
    own.push(...(shown.get(id) ?? []).filter((item) => !own.some(({ guid }) => guid === item.guid)))
  }
}

const CONSONANTS = [...'bcdfghjklmnpqrstvwz']

/** Letters that no language has as a word. */
function oddWord(dice: Dice): string {
  return Array.from({ length: 7 }, () => dice.pick(CONSONANTS)).join('')
}
