import path from 'node:path'
import Database from 'better-sqlite3'
import { decodeOrder, encodeOrder } from '../../src/core/search-index/item-order.ts'
import { DAY_MS } from '../../src/core/time.ts'

const ITEMS_AT_ONCE = 50_000

/**
 * Makes an archive so many times as large: all items once more, as if they had come `days` earlier, with their blocks of the
 * index, which are written as the filling would have written them. To make and index ten million takes hours otherwise.
 */
export function copyArchive(dir: string, copies: number, days: number): void {
  const sqlite = new Database(path.join(dir, 'policywatch.db'))
  sqlite.pragma('foreign_keys = OFF')
  sqlite.pragma('synchronous = OFF')
  sqlite.pragma('cache_size = -200000')
  const count = Number(sqlite.prepare('select max(id) from items').pluck().get())
  const blocks = sqlite.prepare('select id from search_blocks').pluck().all().map(Number)
  for (let copy = 1; copy < copies; copy += 1) {
    const shift = { ids: copy * count, days: copy * days }
    copyItems(sqlite, count, shift)
    for (const block of blocks) copyBlock(sqlite, block, shift)
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
  }
  sqlite.prepare('update search_state set through_id = ?').run(count * copies)
  sqlite.close()
}

type Shift = { readonly ids: number; readonly days: number }

function copyItems(sqlite: Database.Database, count: number, { ids, days }: Shift): void {
  const earlier = (column: string): string =>
    `strftime('%Y-%m-%dT%H:%M:%fZ', ${column}, '-${days} days')`
  const copyStories = sqlite.prepare(
    `insert into stories (id, first_item_id, created_at)
     select id + ${ids}, first_item_id + ${ids}, created_at from stories where id > ? and id <= ?`,
  )
  const copy = sqlite.prepare(
    `insert into items (id, feed_id, story_id, url, title, published_at, authors, categories, text, searched, language,
       content_hash, first_seen_at, last_seen_at)
     select id + ${ids}, feed_id, story_id + ${ids}, url, title, ${earlier('published_at')}, authors, categories, text, searched,
       language, content_hash, ${earlier('first_seen_at')}, ${earlier('last_seen_at')}
     from items where id > ? and id <= ?`,
  )
  for (let after = 0; after < count; after += ITEMS_AT_ONCE) {
    const through = Math.min(count, after + ITEMS_AT_ONCE)
    sqlite.transaction(() => {
      copyStories.run(after, through)
      copy.run(after, through)
    })()
  }
}

type OrderRow = { readonly first_ordinal: number; readonly data: Uint8Array }

function copyBlock(sqlite: Database.Database, block: number, { ids, days }: Shift): void {
  const earlier = (column: string): string =>
    `strftime('%Y-%m-%dT%H:%M:%fZ', ${column}, '-${days} days')`
  sqlite.transaction(() => {
    const { lastInsertRowid: id } = sqlite
      .prepare(
        `insert into search_blocks (item_count, seen_from, seen_to, byte_count)
         select item_count, ${earlier('seen_from')}, ${earlier('seen_to')}, byte_count from search_blocks where id = ?`,
      )
      .run(block)
    sqlite
      .prepare(
        'insert into search_chunks select ?, first_key, data from search_chunks where block_id = ?',
      )
      .run(id, block)
    const rows = sqlite
      .prepare('select first_ordinal, data from search_orders where block_id = ?')
      .all(block) as OrderRow[] // the columns of the statement
    for (const { first_ordinal: first, data } of rows) {
      const order = decodeOrder(data).map((item) => ({
        seenMs: item.seenMs - days * DAY_MS,
        id: item.id + ids,
      }))
      sqlite
        .prepare('insert into search_orders values (?, ?, ?)')
        .run(id, first, encodeOrder(order))
    }
  })()
}
