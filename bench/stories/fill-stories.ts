import path from 'node:path'
import Database from 'better-sqlite3'

/** What a release of a page has: 32 bands, five sentences, a title. */
const MARKS_PER_STORY = 38

/** All marks lie below. */
const LARGEST_MARK = 2 ** 51 * 3

const CREATED_AT = '2026-03-01T08:00:00.000Z'

/**
 * Adds stories with an item each to those that are there, up to `count`. Their marks are spread evenly, as hashes are, and come
 * in rising order, which is the fast one; which story has which is as good as random.
 */
export function fillStories(dir: string, before: number, count: number): void {
  const sqlite = new Database(path.join(dir, 'policywatch.db'))
  sqlite.pragma('foreign_keys = OFF')
  sqlite.pragma('cache_size = -500000') // half a gigabyte, so that what is filled is written once
  const added = count - before
  const firstId = nextId(sqlite)
  sqlite.transaction(() => {
    const insertStory = sqlite.prepare(
      `insert into stories (id, first_item_id, created_at, marks) values (?, ?, '${CREATED_AT}', '[]')`,
    )
    const insertItem = sqlite.prepare(
      `insert into items (id, feed_id, story_id, title, authors, categories, text, searched, content_hash,
         first_seen_at, last_seen_at)
       values (?, ?, ?, 'A title', '[]', '[]', 'A text', 'content', '', '${CREATED_AT}', '${CREATED_AT}')`,
    )
    for (let at = 0; at < added; at += 1) {
      insertStory.run(firstId + at, firstId + at)
      insertItem.run(firstId + at, `feed ${at % 300}`, firstId + at)
    }
    const insertMark = sqlite.prepare('insert or ignore into story_marks values (?, ?)')
    const step = LARGEST_MARK / (added * MARKS_PER_STORY)
    for (let at = 0; at < added * MARKS_PER_STORY; at += 1) {
      insertMark.run(Math.floor((at + 0.5) * step), firstId + ((at * 7_919) % added))
    }
  })()
  sqlite.pragma('wal_checkpoint(TRUNCATE)')
  sqlite.close()
}

function nextId(sqlite: Database.Database): number {
  const query =
    'select max(coalesce((select max(id) from items), 0), coalesce((select max(id) from stories), 0)) + 1 id'
  const row = sqlite.prepare(query).get() as { readonly id: number } // one row, made by the query
  return row.id
}
