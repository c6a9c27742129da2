import type { Db } from '../../src/store/schema.ts'

/** In what share of a sample of items words stand. */
export type WordCounts = ReadonlyMap<string, number>

const SAMPLE = 20_000

/** Looks at the newest items, which are like the others. */
export async function countWords(db: Db): Promise<WordCounts> {
  const rows = await db
    .selectFrom('items')
    .select('text')
    .orderBy('id', 'desc')
    .limit(SAMPLE)
    .execute()
  const counts = new Map<string, number>()
  for (const { text } of rows) {
    for (const word of new Set(text.toLowerCase().match(/[a-z]{4,}|[가-힣]{2,4}/g) ?? [])) {
      counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  }
  return new Map([...counts].map(([word, count]) => [word, count / rows.length]))
}

/** Words that at least and at most such a share of the items have. */
export function listFrequentWords(
  counts: WordCounts,
  script: 'latin' | 'hangul',
  least: number,
  most: number,
): readonly string[] {
  const letters = script === 'latin' ? /^[a-z]/ : /^[가-힣]/
  const words = [...counts].filter(
    ([word, share]) => letters.test(word) && share >= least && share <= most,
  )
  return words.map(([word]) => word).sort()
}
