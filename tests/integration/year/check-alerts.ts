import { SUBSCRIPTIONS } from './configure.ts'
import type { Topic } from './languages.ts'
import type { Publication } from './made-up-feed.ts'
import { PublicationIndex } from './publication-index.ts'
import type { Year } from './run-year.ts'
import type { Sighting, Truth } from './truth.ts'

type Telling = {
  readonly topic: string
  readonly subscription: string
  readonly address: string
  readonly way: 'news' | 'already-published'
}

/**
 * What is wrong with the alerts, a sentence for each: an item with a topic that was not told to somebody who asked for it,
 * told twice, told as what it is not, or told without a topic.
 */
export async function findWrongAlerts({ db, feeds, network }: Year): Promise<readonly string[]> {
  const index = new PublicationIndex(feeds)
  const rows = await db
    .selectFrom('matches as m')
    .innerJoin('items as i', 'i.id', 'm.item_id')
    .innerJoin('alert_matches as am', 'am.match_id', 'm.id')
    .innerJoin('alerts as a', 'a.id', 'am.alert_id')
    .innerJoin('deliveries as d', 'd.alert_id', 'a.id')
    .where('d.state', '=', 'sent')
    .select(['i.feed_id as feedId', 'i.title', 'i.text', 'm.rule_id', 'a.kind', 'd.address'])
    .select('am.subscription_id')
    .execute()
  const told = Map.groupBy(rows, (row) => storyOf(index.find(row)?.publication ?? null))

  const strange = (told.get(null) ?? []).map((row) => `told of nobody's item “${row.title}”`)
  const wrong = listStories(network.truth).flatMap(([story, sightings]) => {
    const got = (told.get(story) ?? []).map((row) =>
      describe({
        topic: row.rule_id,
        subscription: row.subscription_id,
        address: row.address,
        way: row.kind === 'already-published' ? 'already-published' : 'news',
      }),
    )
    const expected = expectedTellings(sightings).map(describe)
    const problems = [
      ...expected
        .filter((telling) => !got.includes(telling))
        .map((telling) => `not told: ${telling}`),
      ...got.filter((telling) => !expected.includes(telling)).map((telling) => `told: ${telling}`),
      ...(new Set(got).size < got.length ? ['told twice'] : []),
    ]
    if (problems.length === 0) return []
    return [
      `${problems.join(', ')}: ${sightings.map(({ publication, shown }) => index.describe(publication, shown[0]!.at)).join(' + ')}`,
    ]
  })
  return [...strange, ...wrong]
}

/** How many tellings there should be. */
export function countExpectedTellings({ network }: Year): number {
  return listStories(network.truth).flatMap(([, sightings]) => expectedTellings(sightings)).length
}

/** A publication is a story; a joint release is one for all who published it. */
function storyOf(publication: Publication | null): Publication | string | null {
  return publication?.release ?? publication
}

type Story = ReturnType<typeof storyOf>

function listStories({ sightings }: Truth): readonly (readonly [Story, readonly Sighting[]])[] {
  return [...Map.groupBy(sightings.values(), ({ publication }) => storyOf(publication))]
}

function expectedTellings(sightings: readonly Sighting[]): readonly Telling[] {
  const shown = sightings
    .flatMap(({ shown, wasBacklog }) =>
      // an item that was no news is news once it is edited
      shown.map((one, turn) => ({ ...one, isBacklog: wasBacklog && turn === 0 })),
    )
    .toSorted((a, b) => a.at - b.at)
  const known = new Set<Topic>()
  return shown.flatMap(({ version, isBacklog }) =>
    version.topics.flatMap((topic) => {
      if (known.has(topic)) return []
      known.add(topic)
      return tellingsOf(topic, isBacklog ? 'already-published' : 'news')
    }),
  )
}

function tellingsOf(topic: Topic, way: Telling['way']): readonly Telling[] {
  return Object.entries(SUBSCRIPTIONS).flatMap(([subscription, { to, topics }]) =>
    topics.some((wanted) => wanted === topic)
      ? to.map((address) => ({ topic, subscription, address, way }))
      : [],
  )
}

function describe({ topic, subscription, address, way }: Telling): string {
  return `${topic} to ${address} (${subscription}) as ${way}`
}
