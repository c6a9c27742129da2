import type { Publication, Version } from './made-up-feed.ts'
import { PublicationIndex } from './publication-index.ts'
import type { Year } from './run-year.ts'

/**
 * What is wrong with the stored items, a sentence for each: an item that stood in a document which the watch was given and
 * that has no row, or two, or one with outdated words; a row that nobody published or that was never shown.
 */
export async function findWrongItems({ db, feeds, network }: Year): Promise<readonly string[]> {
  const index = new PublicationIndex(feeds)
  const { sightings } = network.truth
  const rows = await db
    .selectFrom('items')
    .select(['feed_id as feedId', 'title', 'text', 'first_seen_at as seenAt'])
    .orderBy('id')
    .execute()
  const found = rows.map((row) => ({ row, stored: index.find(row) }))
  const stored = new Map<Publication, Version[]>()
  for (const { stored: known } of found) {
    if (known === null) continue
    stored.set(known.publication, [...(stored.get(known.publication) ?? []), known.version])
  }

  const strange = found.flatMap(({ row, stored: known }) =>
    known === null
      ? [`${row.feedId}: a row that nobody published: “${row.title}” ${row.seenAt}`]
      : [],
  )
  const unshown = [...stored.keys()].flatMap((publication) =>
    sightings.has(publication)
      ? []
      : [`${publication.feedId}: item ${publication.number} was never shown`],
  )
  const wrong = [...sightings.values()].flatMap(({ publication, shown }) => {
    const versions = stored.get(publication) ?? []
    const problem = findProblem(versions, shown.at(-1)!.version)
    return problem === null ? [] : [`${problem}: ${index.describe(publication, shown[0]!.at)}`]
  })
  return [...strange, ...unshown, ...wrong]
}

function findProblem(versions: readonly Version[], last: Version): string | null {
  if (versions.length === 0) return 'lost'
  if (versions.length > 1) return `stored ${versions.length} times`
  return versions[0] === last ? null : 'the correction is missing'
}
