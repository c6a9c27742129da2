import path from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import type { Settings } from '../../src/config/settings.ts'
import { ruleIdOf } from '../../src/core/ids.ts'
import { ANYTHING, type KeyNeed } from '../../src/core/rule/keys/key-need.ts'
import type { MatchDocument } from '../../src/core/rule/match-document.ts'
import { createMatcher, type Matcher } from '../../src/core/rule/matcher.ts'
import { timestampOf } from '../../src/core/time.ts'
import type { BlockSizes } from '../../src/pipeline/search-index/choose-blocks-to-merge.ts'
import { fillSearchIndex, freshMemory } from '../../src/pipeline/search-index/fill-search-index.ts'
import { searchItems } from '../../src/pipeline/search-items.ts'
import { searchStories } from '../../src/pipeline/search-stories.ts'
import { openDatabase } from '../../src/store/database.ts'
import type { Db } from '../../src/store/schema.ts'
import { LEXICON } from '../core/rule/oracle/named-cases.ts'
import { randomStream } from '../core/rule/oracle/random-case.ts'
import { makeTempDir } from './temp-dir.ts'
import { loadSettings } from './test-app.ts'

/** So small that some hundred items are in blocks of every size. */
const SMALL_BLOCKS: BlockSizes = {
  fewest: 4,
  most: 24,
  tiers: [
    { below: 12, count: 2 },
    { below: 500, count: 4 },
  ],
  mostMerged: 800,
}

export type MadeUpArchive = {
  readonly dir: string
  readonly db: Db
  readonly settings: Settings
  /** Queries in words that the documents are made of too. */
  readonly queries: readonly Matcher[]
  readonly documents: readonly MatchDocument[]
}

/** An empty archive, and documents in many languages and spellings with queries for them. */
export async function makeUpArchive(sampleCount: number): Promise<MadeUpArchive> {
  const dir = makeTempDir()
  const settings = await loadSettings(
    dir,
    'feeds: { one: { url: "https://one.test/rss" }, two: { url: "https://two.test/rss" } }\n',
  )
  const samples = fc.sample(randomStream, { numRuns: sampleCount, seed: 11 })
  return {
    dir,
    db: await openDatabase(dir),
    settings,
    queries: samples.flatMap(({ rules, concepts }) => rules.map((rule) => queryOf(rule, concepts))),
    documents: samples.flatMap(({ documents }) => documents),
  }
}

function queryOf(query: string, concepts: Readonly<Record<string, readonly string[]>>): Matcher {
  const lists = new Map(Object.entries(concepts))
  const build = createMatcher([{ id: ruleIdOf('q'), query }], lists, { koreanLexicon: LEXICON })
  if (build.kind === 'refused') throw new Error(build.problems[0]?.message)
  return build.matcher
}

/** Stores documents as items; two of three in a story of their own, some seen before those that were stored before them. */
export function store({ dir }: MadeUpArchive, documents: readonly MatchDocument[]): void {
  const sqlite = new Database(path.join(dir, 'policywatch.db'))
  const insertStory = sqlite.prepare('insert or ignore into stories (id, created_at) values (?, ?)')
  const insertItem = sqlite.prepare(
    `insert into items (feed_id, story_id, url, title, published_at, authors, categories, text, searched, language, content_hash,
       first_seen_at, last_seen_at) values (?, ?, ?, ?, ?, ?, ?, ?, 'content', ?, '', ?, ?)`,
  )
  sqlite.transaction(() => {
    const last = sqlite.prepare('select max(id) from items').pluck().get()
    for (const [index, document] of documents.entries()) {
      const number = Number(last ?? 0) + index + 1
      const minute = number - (number % 7 === 0 ? 90 : number % 5)
      const seenAt = timestampOf(Date.parse('2026-03-01T00:00:00Z') + minute * 60_000)
      const published = number % 4 === 0 ? timestampOf(Date.parse(seenAt) - 86_400_000) : null
      const storyId = number - (number % 3 === 0 ? 1 : 0)
      insertStory.run(storyId, seenAt)
      insertItem.run(
        ...[number % 2 === 0 ? 'one' : 'two', storyId, document.url, document.title, published],
        ...[JSON.stringify(document.authors), JSON.stringify(document.tags)],
        ...[document.text, document.language, seenAt, seenAt],
      )
    }
  })()
  sqlite.close()
}

/** Changes the archive by statements of SQL, as others do beside the index. */
export function change({ dir }: MadeUpArchive, ...statements: readonly string[]): void {
  const sqlite = new Database(path.join(dir, 'policywatch.db'))
  sqlite.pragma('foreign_keys = OFF')
  for (const statement of statements) sqlite.exec(statement)
  sqlite.close()
}

/** Fills the index to its end, or for so many slices, as a process does that is killed then. */
export async function fill({ db }: MadeUpArchive, sliceCount = Infinity): Promise<void> {
  let count = 0
  for await (const _ of fillSearchIndex(db, freshMemory(), { sizes: SMALL_BLOCKS })) {
    count += 1
    if (count >= sliceCount) return
  }
}

/** Queries that find something else by the index than by reading everything, in either of the two searches. */
export async function queriesAnsweredOtherwise(
  archive: MadeUpArchive,
): Promise<readonly (string | null)[]> {
  const wrong: (string | null)[] = []
  for (const [index, query] of archive.queries.entries()) {
    const plain = { ...query, needsOf: (): KeyNeed => ANYTHING }
    const limit = index % 3 === 0 ? 5 : 10_000
    const found = [await itemsOf(archive, query, limit), await storiesOf(archive, query, limit)]
    const expected = [await itemsOf(archive, plain, limit), await storiesOf(archive, plain, limit)]
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
      wrong.push(query.describe(ruleIdOf('q')))
    }
  }
  return wrong
}

async function itemsOf(
  { db, settings }: MadeUpArchive,
  query: Matcher,
  limit: number,
): Promise<readonly unknown[]> {
  const found: unknown[] = []
  for await (const { item, spans } of searchItems(db, settings, query, { since: null, limit })) {
    found.push([item.id, item.text, spans])
  }
  return found
}

/** All pages of it, one behind the other. */
async function storiesOf(
  { db, settings }: MadeUpArchive,
  query: Matcher,
  limit: number,
): Promise<readonly unknown[]> {
  const found: unknown[] = []
  const scope = { query, feedId: null, since: null, limit }
  for (let before = null; ; ) {
    const page = await searchStories(db, settings, { ...scope, before })
    found.push(...page.stories.map(({ storyId, item, spans }) => [storyId, item.id, spans]))
    if (page.next === null) return found
    before = page.next
  }
}
