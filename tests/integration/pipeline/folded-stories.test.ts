import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../../src/core/time.ts'
import { applyNewRules } from '../../../src/pipeline/apply-new-rules.ts'
import { streamLedger } from '../../../src/store/ledger.ts'
import { verifyLedger } from '../../../src/store/verify-ledger.ts'
import { type StoryWorld, startStoryWorld } from '../../support/story-world.ts'

const LEAD =
  'The ministers of Carvia and Oland signed a memorandum on small reactors in the harbour hall of Brenn on Monday.'
const BODY =
  'The paper foresees joint tests at two sites and a common school for operators. Both sides will report to their parliaments before the end of the year. The first group of engineers is to leave in the autumn.'
const OWN = 'Our ministry will host the first meeting of the working group and pays for the school.'

async function startWorld(): Promise<StoryWorld> {
  const world = await startStoryWorld(
    { energy: '', foreign: '' },
    'reactors: { match: reactors }, schools: { match: working group }',
  )
  await world.poll()
  return world
}

const RELEASE = { title: 'Memorandum on small reactors signed', teaser: `${LEAD} ${BODY}` }
const COPY = { title: 'Ministers meet in Brenn', teaser: `${LEAD} ${BODY} ${OWN}` }

describe('a release that another ministry takes over in other words', () => {
  test('is told in one e-mail, with who else published it', async () => {
    const world = await startWorld()
    world.publish('energy', RELEASE)
    world.publish('foreign', { ...COPY, teaser: `${LEAD} ${BODY}` })

    await world.poll()

    const [received, ...others] = world.sink.received
    expect(others).toEqual([])
    expect(received?.mail.text).toMatch(/Also published by .*(energy|foreign)/)
  })

  test('is not told again when it comes later, and the ledger says why', async () => {
    const world = await startWorld()
    world.publish('energy', RELEASE)
    await world.poll()
    world.publish('foreign', { ...COPY, teaser: `${LEAD} ${BODY}` })

    await world.poll()

    const rows = await Array.fromAsync(streamLedger(world.app.deps.db))
    expect(world.sink.received).toHaveLength(1)
    expect(rows.map(({ state, reason }) => [state, reason])).toEqual([
      ['sent', expect.any(String)],
      ['suppressed', 'the rule had hit this story before, by match 1'],
    ])
    expect(await verifyLedger(world.app.deps.db, world.clock.now)).toEqual([])
  })

  test('is told for a rule that hits it alone', async () => {
    const world = await startWorld()
    world.publish('energy', RELEASE)
    await world.poll()
    world.publish('foreign', COPY)

    await world.poll()

    const told = world.sink.received.map(({ mail }) => mail.text ?? '')
    expect(told).toHaveLength(2)
    expect(told[1]).toContain('schools')
    expect(told[1]).not.toMatch(/reactors.? matched/)
  })

  test('is told for itself when a month lies between', async () => {
    const world = await startWorld()
    world.publish('energy', RELEASE)
    await world.poll()
    world.clock.advance(31 * DAY_MS)
    world.publish('foreign', COPY)

    await world.poll()

    expect(world.sink.received).toHaveLength(2)
  })

  test('is one story for a rule that comes when both are stored', async () => {
    const world = await startWorld()
    const bare = await world.load('seals: { match: no such word }')
    world.publish('energy', RELEASE)
    world.publish('foreign', COPY)
    await world.poll(bare)
    world.clock.advance(HOUR_MS)

    const { signal } = new AbortController()
    await applyNewRules(world.app.deps, world.settings, signal)
    await world.app.deliver(world.settings)

    const stories = world.sink.received[0]?.mail.text?.match(/^https:/gm)
    expect(world.sink.received).toHaveLength(1)
    expect(stories).toHaveLength(2) // the story, and who else published it
  })
})

describe('a standing text', () => {
  test('that a feed has under two headlines makes no third one with it', async () => {
    const world = await startWorld()
    const notice = (title: string): typeof RELEASE => ({ title, teaser: `${LEAD} ${BODY}` })
    world.publish('energy', notice('First notice of the year'), notice('Another one for the port'))
    await world.poll()
    world.publish('foreign', notice('What the foreign office says'))

    await world.poll()

    const rows = await Array.fromAsync(streamLedger(world.app.deps.db))
    expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(3)
  })
})

describe('the same standing text in two feeds', () => {
  test.each([
    'See the attachment on the reactors.',
    'The press release on reactors is attached as a document, which any program for documents opens. Questions are answered by telephone and by letter on weekdays from nine to six. All releases of the last ten years can be searched in the archive of the ministry, free of charge.',
  ])('hides no headline: %s', async (teaser) => {
    const world = await startWorld()
    const titles = [
      'Kori unit approved',
      'Coolant leak at Hanbit',
      'Talks with Oland',
      'Tax on seals',
    ]
    world.publish('energy', { title: titles[0]!, teaser }, { title: titles[1]!, teaser })
    world.publish('foreign', { title: titles[2]!, teaser }, { title: titles[3]!, teaser })

    await world.poll()

    const told = world.sink.received.map(({ mail }) => mail.text ?? '').join()
    expect(titles.filter((title) => !told.includes(title))).toEqual([])
    expect(told).not.toContain('Also published by')
  })
})

test('marks of stories are let go when nothing can join them any more', async () => {
  const world = await startWorld()
  world.publish('energy', RELEASE)
  await world.poll()
  world.clock.advance(31 * DAY_MS)
  world.publish('foreign', { title: 'A new pier', teaser: `${OWN} The pier is of steel.` })

  await world.poll()

  const stories = await world.app.deps.db
    .selectFrom('story_marks')
    .select('story_id')
    .distinct()
    .execute()
  expect(stories).toHaveLength(1)
})

test('of a document that lists more than a thousand new items those that rules hit are looked at first', async () => {
  const world = await startWorld()
  const notices = Array.from({ length: 1_000 }, (_, at) => ({
    title: `Notice ${at}`,
    teaser: `Pier ${at} is closed.`,
  }))
  world.publish('energy', ...notices, RELEASE)

  await world.poll()

  const marked = await world.app.deps.db
    .selectFrom('stories')
    .innerJoin('items', 'items.id', 'first_item_id')
    .select('title')
    .where('marks', 'is not', null)
    .execute()
  expect(marked).toHaveLength(1_000)
  expect(marked).toContainEqual({ title: RELEASE.title })
})
