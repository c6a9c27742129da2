import { describe, expect, it } from 'vitest'
import type { Settings } from '../../src/config/settings.ts'
import { feedIdOf } from '../../src/core/ids.ts'
import { feedGauges } from '../../src/pipeline/feed-gauges.ts'
import type { FeedHealth } from '../../src/pipeline/read-status.ts'
import { inTransaction } from '../../src/store/database.ts'
import { appendGap } from '../../src/store/gaps.ts'
import type { Db } from '../../src/store/schema.ts'
import { explainQueries } from '../support/explain-queries.ts'
import { rssOf } from '../support/feed-text.ts'
import { startPageServer } from '../support/page-server.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { loadSettings, makeClock, openTestApp } from '../support/test-app.ts'

const START = '2026-03-02T09:00:00.000Z'

function gaugeOf(db: Db, settings: Settings, name: string): () => Promise<Record<string, number>> {
  const clock = makeClock(START)
  const gauge = feedGauges({ db, now: () => clock.now }, () => settings).find(
    (each) => each.name === name,
  )!
  return async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      (await gauge.read()).map(({ labels = {}, value }) => [Object.values(labels).join(), value]),
    )
}

describe('feeds', () => {
  it('are counted once each, by what became of their last polls', async () => {
    const pages = await startPageServer()
    const item = { guid: '1', title: 'News', link: `${pages.url}/1`, teaser: 'News' }
    pages.set('/ok.xml', { body: rssOf('Fine', [item]) })
    pages.set('/gone.xml', { status: 410, body: '' })
    pages.set('/later.xml', { status: 429, body: '', headers: { 'retry-after': '600' } })
    const lines = ['ok', 'gone', 'missing', 'later'].map(
      (name) => `  ${name}: { url: "${pages.url}/${name}.xml", allowPrivate: true }`,
    )
    const settings = await loadSettings(makeTempDir(), `feeds:\n${lines.join('\n')}\n`)
    const clock = makeClock(START)
    const app = await openTestApp(settings, { now: () => clock.now })
    const read = gaugeOf(app.deps.reader, settings, 'policywatch_feeds')

    const before = await read()
    await app.pollOnly(settings)
    const after = await read()

    expect(before).toMatchObject({ new: 4, ok: 0 })
    expect(after['new']).toBe(0)
    expect(Object.values(after).reduce((sum, count) => sum + count)).toBe(4)
    expect(after).toMatchObject({ gone: 1, failing: 1, throttled: 2 } satisfies Partial<
      Record<FeedHealth, number>
    >)
  })

  it('are counted without a look at each of their rows', async () => {
    const settings = await loadSettings(makeTempDir(), 'feeds: { a: { url: https://a.test/ } }\n')

    const plans = await explainQueries(async (db) => {
      await gaugeOf(db, settings, 'policywatch_feeds')()
      await gaugeOf(db, settings, 'policywatch_conditions')()
    })

    expect(plans.filter((plan) => /^SCAN (?!hosts)(?!.*USING)/.test(plan))).toEqual([])
  })
})

describe('gaps', () => {
  it('are counted from the start on, and go on when old ones are pruned', async () => {
    const settings = await loadSettings(makeTempDir(), 'feeds: { a: { url: https://a.test/ } }\n')
    const { deps } = await openTestApp(settings)
    const gap = { feedId: feedIdOf('a'), from: deps.now(), until: deps.now() }
    const notice = async (): Promise<void> =>
      await inTransaction(deps.db, async (tx) => await appendGap(tx, gap))
    await notice()
    const read = gaugeOf(deps.reader, settings, 'policywatch_gaps_total')

    const seen = [await read()]
    await notice()
    seen.push(await read())
    await deps.db.deleteFrom('gaps').where('id', '=', 1).execute()
    await notice()
    seen.push(await read())

    expect(seen.map((samples) => samples[''])).toEqual([0, 1, 2])
  })
})
