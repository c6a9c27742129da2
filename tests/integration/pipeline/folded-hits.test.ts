import { describe, expect, test } from 'vitest'
import { applyNewRules } from '../../../src/pipeline/apply-new-rules.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { type StoryItem, type StoryWorld, startStoryWorld } from '../../support/story-world.ts'

const TEXT =
  'The ministers of Carvia and Oland signed a memorandum on small reactors in the harbour hall of Brenn on Monday. The paper foresees joint tests at two sites and a common school for operators. Both sides will report to their parliaments before the end of the year. The first group of engineers is to leave in the autumn.'
const RELEASE = { title: 'Memorandum on small reactors signed', teaser: TEXT }
const COPY = { title: 'Ministers meet in Brenn', teaser: `News from the port. ${TEXT}` }
const REACTORS = 'reactors: { match: reactors }'

test('a release of thirty feeds in one round is told once, and each hit has its row', async () => {
  const names = Array.from({ length: 30 }, (_, at) =>
    String.fromCharCode(97 + (at % 26)).repeat(1 + at),
  )
  const world = await startStoryWorld(Object.fromEntries(names.map((name) => [name, ''])), REACTORS)
  await world.poll()
  for (const name of names)
    world.publish(name, { ...RELEASE, title: `Ministry ${name} tells of Brenn` })

  await world.poll()

  expect(world.sink.received).toHaveLength(1)
  expect(await countStates(world)).toEqual({ sent: 1, suppressed: 29 })
  expect(await verifyLedger(world.app.deps.db, world.clock.now)).toEqual([])
})

test('a hit that no subscription took keeps back no copy that one takes', async () => {
  const world = await startStoryWorld(
    { energy: '', foreign: '' },
    `${REACTORS}, seals: { match: no such word }`,
  )
  const unread = await world.load(`${REACTORS}, seals: { match: no such word }`, '[seals]')
  await world.poll(unread)
  world.publish('energy', RELEASE)
  await world.poll(unread)
  world.publish('foreign', COPY)

  await world.poll()

  expect(world.sink.received).toHaveLength(1)
  expect(await countStates(world)).toEqual({ suppressed: 1, sent: 1 })
})

describe('what was there when the watch of a feed began, and is told to nobody', () => {
  const startWorld = async (): Promise<StoryWorld> => {
    const world = await startStoryWorld(
      { energy: 'startWith: nothing', foreign: '', health: '' },
      REACTORS,
    )
    world.publish('energy', RELEASE)
    await world.poll()
    return world
  }

  test('is told by the first copy of another feed, and by no second one', async () => {
    const world = await startWorld()
    world.publish('foreign', COPY)
    await world.poll()
    world.publish('health', { ...COPY, title: 'A school for operators' })

    await world.poll()

    expect(world.sink.received).toHaveLength(1)
    expect(await verifyLedger(world.app.deps.db, world.clock.now)).toEqual([])
  })

  test('is told by no copy when an item that was told turns out to be one', async () => {
    const world = await startWorld()
    const first = { guid: '1', title: 'Reactors', teaser: 'The minister speaks about reactors.' }
    world.publish('foreign', first)
    await world.poll()
    world.publish('foreign', { ...COPY, guid: '1' })
    await world.poll()
    world.publish('health', { ...COPY, title: 'A school for operators' })

    await world.poll()

    expect(world.sink.received).toHaveLength(1)
    expect(await countStates(world)).toEqual({ suppressed: 2, sent: 1 })
  })
})

test('an item that is edited back and forth between two stories is told once', async () => {
  const world = await startStoryWorld({ energy: '', foreign: '' }, REACTORS)
  const other = { guid: '1', title: 'A pier', teaser: 'A new pier of steel opens in Brenn in May.' }
  await world.poll()
  world.publish('energy', RELEASE)
  await world.poll()

  for (const item of [{ ...COPY, guid: '1' }, other, { ...COPY, guid: '1' }, other]) {
    world.publish('foreign', item)
    await world.poll()
  }

  expect(world.sink.received).toHaveLength(1)
  expect(await verifyLedger(world.app.deps.db, world.clock.now)).toEqual([])
})

test('new rules that hit more than is planned at once find the story that an item joins between', async () => {
  const world = await startStoryWorld({ energy: '', foreign: '' }, 'a: { match: reactors }')
  const none = await world.load('seals: { match: no such word }')
  world.publish('foreign', COPY)
  await world.poll(none)
  world.publish('energy', RELEASE, ...Array.from({ length: 65 }, (_, at) => filler(at)))
  await world.poll(none)
  const three = await world.load(
    'a: { match: reactors }, b: { match: reactors }, c: { match: reactors }',
  )

  // 66 newer items with three hits each fill 198 places of 200; the last hit of the copy comes behind them
  const applied = await applyNewRules(world.app.deps, three, new AbortController().signal)

  expect(applied).toEqual({ ruleCount: 3, matchCount: 66 * 3 })
  expect(await verifyLedger(world.app.deps.db, world.clock.now)).toEqual([])
})

function filler(at: number): StoryItem {
  const words = Array.from({ length: 12 }, (_, word) => `w${at * 12 + word}`)
  return { title: `Notice ${words[0]}`, teaser: `${words.join(' ')} reactors.` }
}

async function countStates({ app }: StoryWorld): Promise<Readonly<Record<string, number>>> {
  const rows = await Array.fromAsync(streamLedger(app.deps.db))
  const byState = Map.groupBy(rows, ({ state }) => state)
  return Object.fromEntries([...byState].map(([state, some]) => [state, some.length]))
}
