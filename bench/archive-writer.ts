import path from 'node:path'
import Database from 'better-sqlite3'

/** What differs between the items of a made-up archive. */
type WrittenItem = {
  readonly id: number
  readonly feed: string
  readonly url: string
  readonly title: string
  readonly text: string
  readonly language: string | null
  /** When it was published and seen first. */
  readonly at: string
}

export type ArchiveWriter = {
  /** Stores an item in a story of its own. */
  readonly insert: (item: WrittenItem) => void
  /** The same in one transaction for all that is done in it. */
  readonly together: (work: () => void) => void
  /** Brings what was written into the file. */
  readonly settle: () => void
  readonly close: () => void
}

/** Writes items straight into a database that has its tables, for a benchmark that measures what comes after. */
export function openArchiveWriter(dir: string): ArchiveWriter {
  const sqlite = new Database(path.join(dir, 'policywatch.db'))
  sqlite.pragma('foreign_keys = OFF')
  sqlite.pragma('synchronous = OFF')
  const insertStory = sqlite.prepare(
    'insert into stories (id, first_item_id, created_at) values (@id, @id, @at)',
  )
  const insertItem = sqlite.prepare(
    `insert into items (id, feed_id, story_id, url, title, published_at, authors, categories, text, searched, language,
       content_hash, first_seen_at, last_seen_at)
     values (@id, @feed, @id, @url, @title, @at, '[]', '["press"]', @text, 'content', @language, '', @at, @at)`,
  )
  const settle = (): void => void sqlite.pragma('wal_checkpoint(TRUNCATE)')
  return {
    insert: (item): void => {
      insertStory.run({ id: item.id, at: item.at })
      insertItem.run(item)
    },
    together: (work): void => sqlite.transaction(work)(),
    settle,
    close: (): void => {
      settle()
      sqlite.close()
    },
  }
}
