import path from 'node:path'
import Database from 'better-sqlite3'
import { DAY_MS, type Timestamp, timestampOf } from '../../src/core/time.ts'
import { generateItems } from '../rules/generate-items.ts'

/** Generated together; a hundred thousand texts would take half a gigabyte. */
const ITEMS_PER_BATCH = 1_000

export type ArchiveShape = {
  /** The items are spread over so many days before `now`. */
  readonly days: number
  readonly now: Timestamp
  /** Of each text; what is longer is cut off. */
  readonly charCount: number
}

/** Stores so many items of one feed in a database that has its tables. */
export function fillArchive(
  dir: string,
  count: number,
  { days, now, charCount }: ArchiveShape,
): void {
  const sqlite = new Database(path.join(dir, 'policywatch.db'))
  sqlite.pragma('foreign_keys = OFF')
  const insertStory = sqlite.prepare(
    'insert into stories (id, first_item_id, created_at) values (?, ?, ?)',
  )
  const insertItem = sqlite.prepare(
    `insert into items (id, feed_id, story_id, url, title, published_at, authors, categories, text, searched, language,
       content_hash, first_seen_at, last_seen_at)
     values (?, 'ministry', ?, ?, ?, ?, '[]', '["press"]', ?, 'content', ?, '', ?, ?)`,
  )
  const firstMs = Date.parse(now) - (days - 1) * DAY_MS
  const store = sqlite.transaction((from: number, size: number) => {
    for (const [index, item] of generateItems(size, from).entries()) {
      const id = from + index + 1
      const at = timestampOf(firstMs + Math.floor((index + from) * (((days - 1) * DAY_MS) / count)))
      insertStory.run(id, id, at)
      insertItem.run(
        id,
        id,
        item.url,
        item.title,
        at,
        item.text.slice(0, charCount),
        item.language,
        at,
        at,
      )
    }
  })
  for (let from = 0; from < count; from += ITEMS_PER_BATCH) {
    store(from, Math.min(ITEMS_PER_BATCH, count - from))
  }
  sqlite.pragma('wal_checkpoint(TRUNCATE)')
  sqlite.close()
}
