import { sql } from 'kysely'
import type { Settings } from '../../../src/config/settings.ts'
import type { Timestamp } from '../../../src/core/time.ts'
import type { Db } from '../../../src/store/schema.ts'

/** Tables whose ids are counted on from the greatest, with what an id must always stand for. */
const FACTS: Readonly<Record<string, string>> = {
  stories: 'created_at',
  items: "feed_id || ' ' || first_seen_at",
  matches: "rule_id || ' ' || item_id",
  alerts: "kind || ' ' || created_at",
  deliveries: 'message_id',
  edits: "item_id || ' ' || edited_at",
  polls: "feed_id || ' ' || started_at",
}

/** What each id stands for; a test remembers it, for none may come to stand for something else. */
export async function readIds(db: Db): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const [table, fact] of Object.entries(FACTS)) {
    const { rows } = await sql<{ id: number; fact: string }>`
      select id, ${sql.raw(fact)} fact from ${sql.table(table)}`.execute(db)
    for (const row of rows) ids.set(`${table} ${row.id}`, row.fact)
  }
  return ids
}

type StoryRow = { readonly id: number; readonly youngest: string; readonly isOpen: boolean }

/**
 * The stories that must go and those that must stay, worked out slowly and plainly: row by row, from what the issue says. The last
 * story, and those of the last item, match and edit, may do either.
 */
export async function judgeStories(
  db: Db,
  settings: Settings,
  before: Timestamp,
): Promise<{ readonly stay: readonly number[]; readonly go: readonly number[] }> {
  const [items, matches, edits, feeds, tellings, suppressions] = [
    await db.selectFrom('items').selectAll().execute(),
    await db.selectFrom('matches').selectAll().execute(),
    await db.selectFrom('edits').selectAll().execute(),
    await db.selectFrom('feeds').selectAll().execute(),
    await listTellings(db),
    await db.selectFrom('suppressions').selectAll().execute(),
  ]
  const listed = new Set(
    feeds
      .filter(({ id }) => [...settings.feeds.keys()].includes(id as never))
      .flatMap(({ listed_items }) => JSON.parse(listed_items) as number[]),
  )
  const judged = (await db.selectFrom('stories').selectAll().execute()).map((story): StoryRow => {
    const own = items.filter((item) => item.story_id === story.id)
    const hits = matches.filter((match) => match.story_id === story.id)
    const changes = edits.filter((edit) => own.some(({ id }) => id === edit.item_id))
    const told = tellings.filter(
      ({ match_id, edit_id }) =>
        hits.some(({ id }) => id === match_id) || changes.some(({ id }) => id === edit_id),
    )
    const times = [
      story.created_at,
      ...own.flatMap((item) => [item.first_seen_at, item.last_seen_at]),
      ...hits.map((match) => match.matched_at),
      ...changes.flatMap((edit) => [edit.edited_at, edit.settled_at ?? '']),
      ...told.map(({ finished_at }) => finished_at ?? ''),
      ...suppressions
        .filter(({ match_id }) => hits.some(({ id }) => id === match_id))
        .map(({ suppressed_at }) => suppressed_at),
    ]
    const isOpen =
      own.some(({ id }) => listed.has(id)) || told.some(({ finished_at }) => finished_at === null)
    return { id: story.id, youngest: times.toSorted().at(-1) ?? '', isOpen }
  })
  const last = new Set([
    Math.max(0, ...judged.map(({ id }) => id)),
    items.toSorted((a, b) => a.id - b.id).at(-1)?.story_id,
    matches.toSorted((a, b) => a.id - b.id).at(-1)?.story_id,
    items.find(({ id }) => id === edits.toSorted((a, b) => a.id - b.id).at(-1)?.item_id)?.story_id,
  ])
  const isToStay = ({ youngest, isOpen }: StoryRow): boolean => isOpen || youngest >= before
  return {
    stay: judged.filter(isToStay).map(({ id }) => id),
    go: judged.filter((story) => !isToStay(story) && !last.has(story.id)).map(({ id }) => id),
  }
}

async function listTellings(db: Db): Promise<
  readonly {
    readonly match_id: number | null
    readonly edit_id: number | null
    readonly finished_at: string | null
  }[]
> {
  const { rows } = await sql<{
    match_id: number | null
    edit_id: number | null
    finished_at: string | null
  }>`
    select am.match_id, null edit_id, d.finished_at from alert_matches am join deliveries d on d.alert_id = am.alert_id
    union all
    select null, ae.edit_id, d.finished_at from alert_edits ae join deliveries d on d.alert_id = ae.alert_id`.execute(
    db,
  )
  return rows
}

export async function listStoryIds(db: Db): Promise<readonly number[]> {
  return (await db.selectFrom('stories').select('id').orderBy('id').execute()).map(({ id }) => id)
}

/** Rows that refer to none, by SQLite's own check, and items without a story's first. */
export async function findBroken(db: Db): Promise<readonly unknown[]> {
  const { rows } = await sql`pragma foreign_key_check`.execute(db)
  const halves = await sql`
    select id from stories where not exists (select 1 from items where story_id = stories.id)
    union all
    select id from stories where first_item_id not in (select id from items)
    union all
    select story_id from story_marks where story_id not in (select id from stories)`.execute(db)
  return [...rows, ...halves.rows]
}

/** How many rows each table has. */
export async function countRows(db: Db): Promise<Readonly<Record<string, number>>> {
  const tables = [...Object.keys(FACTS), 'identities', 'story_keys', 'suppressions', 'gaps']
  const counts: Record<string, number> = {}
  for (const table of tables) {
    const { rows } = await sql<{ count: number }>`
      select count(*) count from ${sql.table(table)}`.execute(db)
    counts[table] = rows[0]?.count ?? 0
  }
  return counts
}
