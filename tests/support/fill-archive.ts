import path from 'node:path'
import Database from 'better-sqlite3'

/** An item as a test thinks of it. */
export type StoredItem = {
  readonly feed: string
  readonly title: string
  readonly text?: string
  readonly published?: string | null
  readonly seen: string
}

/** Stores items, each in a story of its own, under the ids from 1 on, beside whoever has the database open. */
export function fillArchive(dir: string, items: readonly StoredItem[]): void {
  const sqlite = new Database(path.join(dir, 'policywatch.db'))
  const insertStory = sqlite.prepare(
    'insert into stories (id, first_item_id, created_at) values (?, ?, ?)',
  )
  const insertItem = sqlite.prepare(
    `insert into items (id, feed_id, story_id, url, title, published_at, authors, categories, text, searched, content_hash,
       first_seen_at, last_seen_at)
     values (?, ?, ?, ?, ?, ?, '[]', '[]', ?, 'content', '', ?, ?)`,
  )
  sqlite.transaction(() => {
    for (const [index, { feed, title, text = '', published = null, seen }] of items.entries()) {
      const id = index + 1
      insertStory.run(id, id, seen)
      const url = `https://${feed}.example/${id}`
      insertItem.run(id, feed, id, url, title, published, text, seen, seen)
    }
  })()
  sqlite.close()
}
