import { expect, it } from 'vitest'
import { compileTypedQuery } from '../../src/pipeline/compile-typed-query.ts'
import {
  type SearchLimits,
  type StoryPage,
  searchStories,
} from '../../src/pipeline/search-stories.ts'
import type { ArchivePlace } from '../../src/store/items.ts'
import { type StoryWorld, startStoryWorld } from '../support/story-world.ts'

const NO_TIME: SearchLimits = { timeMs: -1, itemsPerSlice: 2 }

const isOneOrTwo = (count: number): boolean => count === 1 || count === 2

it('stops when its time is up, says how far it came, and goes on from there', async () => {
  const world = await startFilled()

  const first = await search(world, 'steel', null, NO_TIME)
  const second = await search(world, 'steel', first.next)

  // on a busy machine a slice may end after its first item
  expect(first).toMatchObject({ stories: [], itemCount: expect.toSatisfy(isOneOrTwo) })
  expect(first.stoppedAt).toBe('2026-03-03T08:33:00.000Z')
  expect(second.stories.map(({ item }) => item.title)).toEqual(['Steel of spring'])
})

it('shows a story at its newest item that the query hits, on one page alone', async () => {
  const world = await startFilled()

  const first = await search(world, 'tariffs', null, undefined, 1)
  const second = await search(world, 'tariffs', first.next, undefined, 1)

  expect(first.stories).toMatchObject([{ item: { feedId: 'b' }, items: [{}, {}] }])
  expect(second).toMatchObject({ stories: [], next: null })
})

/** Two ministries tell of tariffs; one of steel, before that. */
async function startFilled(): Promise<StoryWorld> {
  const world = await startStoryWorld({ a: '', b: '' }, 'tea: { match: tea }')
  const shared = { title: 'Tariffs on tin fall', teaser: 'Tariffs on tin fall by a tenth in May.' }
  world.publish('a', { title: 'Steel of spring', teaser: 'The mills of the north work again.' })
  await world.poll()
  world.publish('a', shared, {
    title: 'Steel of spring',
    teaser: 'The mills of the north work again.',
  })
  await world.poll()
  world.publish('b', shared, { title: 'Rain', teaser: 'It rained for a week in the valleys.' })
  await world.poll()
  return world
}

async function search(
  { app, settings }: StoryWorld,
  query: string,
  before: ArchivePlace | null,
  limits?: SearchLimits,
  limit = 20,
): Promise<StoryPage> {
  const typed = compileTypedQuery(query, settings)
  const matcher = typed.kind === 'compiled' ? typed.matcher : null
  const wish = { query: matcher, feedId: null, since: null, before, limit }
  return await searchStories(app.deps.db, settings, wish, limits)
}
