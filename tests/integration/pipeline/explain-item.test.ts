import { beforeEach, describe, expect, test } from 'vitest'
import type { Settings } from '../../../src/config/settings.ts'
import { ruleIdOf } from '../../../src/core/ids.ts'
import { DAY_MS } from '../../../src/core/time.ts'
import { applyNewRules } from '../../../src/pipeline/apply-new-rules.ts'
import { explainItem, type ItemExplanation } from '../../../src/pipeline/explain-item.ts'
import { findItem } from '../../../src/pipeline/find-item.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { saveOptOut } from '../../../src/store/opt-outs.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import {
  loadSettings,
  makeClock,
  openTestApp,
  type TestApp,
  type TestClock,
} from '../../support/test-app.ts'

const SUMMIT: SampleItem = {
  guid: 'summit',
  title: 'Korea and Singapore sign on small modular reactors',
  link: 'https://energy.test/news?id=1&amp;utm_source=rss',
  teaser:
    'Both sides will cooperate on small modular reactors and begin talks on improving their free trade agreement, the ministers said on Monday.',
}
const TRAINS: SampleItem = {
  guid: 'trains',
  title: 'SMRT trains stand still',
  link: 'https://energy.test/news?id=2',
  teaser: 'An operator told reporters from Korea that trains were delayed.',
}

const RULES = `
  reactors-korea: { match: "@smr AND (Korea OR 한국) NOT SMRT" }
  reactors: { match: "@smr" }
  talks: { match: '"free trade agreement" NEAR/2 Monday' }
  abroad: { match: Singapore, feeds: [trade] }
  tea: { match: tea AND steel }`

const SUBSCRIPTION = 'desk: { to: [desk@example.org, second@example.org], rules: [reactors-korea] }'

let pages: PageServer
let app: TestApp
let clock: TestClock
let settings: Settings
let configure: (rules: string, subscription?: string) => Promise<Settings>

/** Two ministries tell the same story; the energy feed, which is polled first, another one too. */
beforeEach(async () => {
  pages = await startPageServer()
  const dir = makeTempDir()
  configure = async (rules, subscription = SUBSCRIPTION): Promise<Settings> =>
    await loadSettings(
      dir,
      `
feeds:
  energy: { url: "${pages.url}/energy.xml", allowPrivate: true }
  trade: { url: "${pages.url}/trade.xml", allowPrivate: true }
defaults: { startWith: everything }
concepts: { smr: [SMR, small modular reactor] }
rules: ${rules}
subscriptions: { ${subscription} }
mail: { from: watch@example.org }
web: false
`,
    )
  pages.set('/energy.xml', { body: rssOf('Energy', [SUMMIT, TRAINS]) })
  pages.set('/trade.xml', { body: rssOf('Trade', []) })
  settings = await configure(RULES)
  clock = makeClock('2026-03-03T08:30:00.000Z')
  app = await openTestApp(settings, { now: () => clock.now })
  await app.poll(settings)
  await apply()
})

/** Holds what is stored against new and changed rules, as every start does. */
async function apply(): Promise<void> {
  await applyNewRules(app.deps, settings, new AbortController().signal)
}

async function explain(named: string, rule: string | null = null): Promise<ItemExplanation> {
  const search = await findItem(app.deps.db, named)
  if (search.kind !== 'found') throw new Error(`${named} is ${search.kind}`)
  const ruleId = rule === null ? null : ruleIdOf(rule)
  return await explainItem(app.deps.db, settings, search.item, { ruleId, formatTime: (at) => at })
}

/** What is said of one rule. */
async function account(named: string, rule: string): Promise<string> {
  const { rules } = await explain(named, rule)
  return rules.flatMap((verdict) => verdict.account).join(' ')
}

describe('an item', () => {
  test.each([
    ['its guid', 'summit'],
    ['its id', '1'],
    ['its address without trackers', 'http://www.energy.test/news?id=1'],
    ['its address without a scheme', 'energy.test/news?id=1'],
  ])('is found by %s', async (_name, named) => {
    const search = await findItem(app.deps.db, named)

    expect(search).toMatchObject({ kind: 'found', item: { guid: 'summit' } })
  })

  test('is asked for where two feeds have one of that address', async () => {
    pages.set('/trade.xml', { body: rssOf('Trade', [{ ...SUMMIT, guid: 'other' }]) })
    await app.poll(settings)

    const search = await findItem(app.deps.db, 'energy.test/news?id=1')

    expect(search).toMatchObject({
      kind: 'ambiguous',
      candidates: [{ feedId: 'trade' }, { feedId: 'energy' }],
    })
  })

  test('is unknown by words of its headline', async () => {
    expect(await findItem(app.deps.db, 'Singapore')).toEqual({ kind: 'unknown' })
  })

  test('is told with what was searched and in which language', async () => {
    const { remarks } = await explain('summit')

    expect(remarks.join(' ')).toContain('the short description that the feed carries')
    expect(remarks.join(' ')).toContain('no “fullText: true”')
    expect(remarks.join(' ')).toContain('Language: English (en), from the feed.')
  })
})

describe('of all rules', () => {
  test('those that hold come first, then those that came close, and no others', async () => {
    const { rules, ruleCount, closeCount } = await explain('summit')

    expect(rules.map(({ ruleId, kind }) => [ruleId, kind])).toEqual([
      ['reactors-korea', 'hit'],
      ['reactors', 'hit'],
      ['abroad', 'elsewhere'],
      ['talks', 'close'],
    ])
    expect([ruleCount, closeCount]).toEqual([5, 1])
  })

  test('one whose term something only looks like came close', async () => {
    const { rules } = await explain('trains')

    expect(rules).toMatchObject([
      { ruleId: 'reactors', kind: 'close', missing: ['@smr (“SMRT” is another word)'] },
    ])
  })
})

describe('a rule', () => {
  test('that hit is told with its passage and with who was told when', async () => {
    const { rules } = await explain('summit', 'reactors-korea')

    expect(rules).toMatchObject([
      { stored: { isOfOlderText: false, toldBy: null }, spans: expect.any(Array) },
    ])
    expect(rules[0]?.excerpts[0]?.parts).toContainEqual({ text: 'Korea', isHit: true })
    expect(rules[0]?.account).toContainEqual(
      expect.stringMatching(
        /^second@example\.org \(desk\) was told on 2026-03-03T08:30:00\.000Z, as </,
      ),
    )
  })

  test('that hit the headline alone is not said to have hit the description', async () => {
    settings = await configure(`${RULES}\n  added: { match: "title:sign" }`)
    await apply()

    const told = await account('summit', 'added')

    expect(told).toMatch(/It hit the item on \S+ \(match \d+\)\./)
    expect(told).not.toContain('description')
  })

  test('that did not is told with all that fails', async () => {
    const { rules } = await explain('trains', 'reactors-korea')

    expect(rules).toMatchObject([{ kind: 'missed', stored: null }])
    expect(rules[0]?.missing).toEqual([
      '@smr (“SMRT” is another word)',
      'none of: SMRT (“SMRT” is there)',
    ])
  })

  test('that alone was asked for counts among those that came close', async () => {
    const { rules, closeCount } = await explain('trains', 'reactors')

    expect([rules[0]?.kind, closeCount]).toEqual(['close', 1])
  })

  test('that looks at other feeds is told so', async () => {
    expect(await account('summit', 'abroad')).toContain(
      'does not look at the feed energy: it looks at trade.',
    )
  })

  test('that nobody takes is told so', async () => {
    expect(await account('summit', 'reactors')).toContain('No subscription takes the rule now')
  })

  test('that is none has no verdict', async () => {
    expect((await explain('summit', 'nonsense')).rules).toEqual([])
  })

  test('that was changed and not applied yet is told so', async () => {
    settings = await configure(RULES.replace('match: tea AND steel', 'match: Singapore'))

    expect(await account('summit', 'tea')).toContain('the rule was changed since')
  })

  test('that is new and not applied yet is told so', async () => {
    settings = await configure(`${RULES}\n  added: { match: Singapore }`)

    const told = await account('summit', 'added')

    expect(told).toContain('was never held against this rule')
    expect(told).toContain('with what was seen in the 30 days before')
  })

  test('that came long after the item is told with the time that it was held against', async () => {
    clock.advance(40 * DAY_MS)
    settings = await configure(`${RULES}\n  added: { match: Singapore }`)
    await apply()

    expect(await account('summit', 'added')).toContain('was seen in the 30 days before')
  })

  test('that has hit and would not any more is told with both', async () => {
    settings = await configure(RULES.replace('(Korea OR 한국)', 'Japan'))

    const { rules } = await explain('summit')
    const verdict = rules.find(({ ruleId }) => ruleId === 'reactors-korea')

    expect(verdict).toMatchObject({ kind: 'close', missing: ['Japan'] })
    expect(verdict?.account.join(' ')).toContain('was changed since. As both stand now')
  })

  test('that is no longer configured is told by its hit', async () => {
    settings = await configure(RULES.replace('reactors:', 'other:'))

    const { rules } = await explain('summit')

    expect(rules).toContainEqual(
      expect.objectContaining({ ruleId: 'reactors', kind: 'gone', query: null }),
    )
    expect(rules.find(({ kind }) => kind === 'gone')?.account.join(' ')).not.toContain(
      'No subscription takes',
    )
  })

  test('whose story another feed had told is told with the item that did', async () => {
    pages.set('/trade.xml', { body: rssOf('Trade', [{ ...SUMMIT, guid: 'other' }]) })
    await app.poll(settings)

    const told = await account('other', 'reactors-korea')

    expect(told).toContain('it had hit this one before, by item 1 of energy')
    expect(told).toContain('desk@example.org (desk) was told on')
  })

  test('whose item was edited since is told so', async () => {
    clock.advance(DAY_MS)
    const edited = { ...SUMMIT, teaser: `${SUMMIT.teaser} They will meet again in May.` }
    pages.set('/energy.xml', { body: rssOf('Energy', [edited, TRAINS]) })
    await app.poll(settings)

    expect(await account('summit', 'reactors-korea')).toContain('The item was edited since.')
  })
})

describe('an address', () => {
  test('that joined the subscription afterwards is told so', async () => {
    settings = await configure(RULES, SUBSCRIPTION.replace('[desk@', '[late@example.org, desk@'))

    expect(await account('summit', 'reactors-korea')).toContain(
      'late@example.org (desk) was not told: it stands in a subscription to the rule now',
    )
  })

  test('that unsubscribed is told with the reason', async () => {
    const address = 'late@example.org'
    const optOut = { address, subscriptionId: null, optedOutAt: clock.now, via: 'page' } as const
    await inTransaction(app.deps.db, async (tx) => void (await saveOptOut(tx, optOut)))
    settings = await configure(RULES, SUBSCRIPTION.replace('[desk@', '[late@example.org, desk@'))

    expect(await account('summit', 'reactors-korea')).toContain(
      'late@example.org (desk) was not told: it unsubscribed on 2026-03-03',
    )
  })

  test('for which the alert waits is told until when', async () => {
    settings = await configure(
      `${RULES}\n  late: { match: Singapore }`,
      'slow: { to: [slow@example.org], rules: [late], deliver: weekly }',
    )
    await apply()

    expect(await account('summit', 'late')).toMatch(
      /slow@example\.org \(slow\) is told later, due 2026-03-\S+: weekly digest/,
    )
  })
})
