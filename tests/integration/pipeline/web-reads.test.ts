import { describe, expect, it } from 'vitest'
import { feedIdOf } from '../../../src/core/ids.ts'
import { DAY_MS, HOUR_MS } from '../../../src/core/time.ts'
import { readFeed, readFeeds } from '../../../src/pipeline/read-feeds.ts'
import { readOverview } from '../../../src/pipeline/read-overview.ts'
import { type DeliveryWorld, startDeliveryWorld } from '../../support/delivery-world.ts'

/** What was there at the first poll, and two items a day later, one of them past midnight in Seoul alone. */
async function startWatched(): Promise<DeliveryWorld> {
  const world = await startDeliveryWorld('to: [kim@example.org]')
  await world.app.poll(world.settings)
  world.clock.advance(DAY_MS)
  world.publish('More reactors')
  await world.app.poll(world.settings)
  world.clock.advance(7 * HOUR_MS)
  world.publish('Reactors at night')
  await world.app.poll(world.settings)
  return world
}

describe('what the overview shows', () => {
  it('is what came within a day, what waits, and what is new', async () => {
    const { app, settings, clock } = await startWatched()

    const overview = await readOverview(app.deps, settings, clock.now)

    expect(overview.day).toEqual({ items: 2, stories: 2, matches: 2 })
    expect(overview.troubled).toEqual([])
    expect(overview.newestMatches.map(({ title }) => title)).toEqual([
      'Reactors at night',
      'More reactors',
      'Reactor plans published',
    ])
    expect(overview.newestAlerts).toHaveLength(3)
  })

  it('names what failed and what is held, with the reason', async () => {
    const world = await startDeliveryWorld('to: [kim@example.org], deliver: weekly')
    await world.app.poll(world.settings)

    const { troubled } = await readOverview(world.app.deps, world.settings, world.clock.now)

    expect(troubled).toMatchObject([{ state: 'held', address: 'kim@example.org', alertId: 1 }])
    expect(troubled[0]?.reason).toContain('weekly')
  })
})

describe('the rhythm of a feed', () => {
  it('counts by days of the zone, without what was there from the start', async () => {
    const { app, settings, clock } = await startWatched()

    const [feed] = await readFeeds(app.deps.db, settings, clock.now)

    expect(feed?.rhythm).toHaveLength(30)
    expect(feed?.rhythm.slice(-3)).toEqual([
      { day: '2026-03-03', count: 0 },
      { day: '2026-03-04', count: 1 },
      { day: '2026-03-05', count: 1 },
    ])
  })
})

describe('a feed', () => {
  it('has its polls, the latest first, and its items', async () => {
    const { app, settings, clock } = await startWatched()
    const id = feedIdOf('energy')

    const view = await readFeed(app.deps.db, settings, id, null, clock.now)
    const before = view?.polls[0]?.startedAt ?? null
    const older = await readFeed(app.deps.db, settings, id, before, clock.now)

    expect(view?.polls.map(({ addedCount }) => addedCount)).toEqual([1, 1, 1])
    expect(older?.polls).toHaveLength(2)
    expect(view?.latestItems[0]?.title).toBe('Reactors at night')
    expect(view?.pollsBefore).toBeNull()
  })

  it('is none that the configuration does not name', async () => {
    const { app, settings, clock } = await startDeliveryWorld('to: [kim@example.org]')

    const view = await readFeed(app.deps.db, settings, feedIdOf('other'), null, clock.now)

    expect(view).toBeNull()
  })
})
