import { DAY_MS, type Timestamp, timestampOf } from '../../src/core/time.ts'
import { openArchiveWriter } from '../archive-writer.ts'
import { generateItems } from '../rules/generate-items.ts'

/** Releases that are written together; each is cut into several items. */
const RELEASES_PER_BATCH = 400

export type LargeArchive = {
  readonly items: number
  readonly days: number
  readonly now: Timestamp
  /** Of each text. */
  readonly chars: number
  readonly feeds: number
}

/**
 * Stores so many items in a database that has its tables. A release of 3,000 characters makes several items of about `chars`, because
 * writing them would take longer than all else; so the words of an item are its own, and few items are alike.
 */
export function fillLargeArchive(dir: string, archive: LargeArchive): void {
  const { items: count, days, now, chars, feeds } = archive
  const writer = openArchiveWriter(dir)
  const firstMs = Date.parse(now) - days * DAY_MS
  let id = 0
  const store = (seed: number): void => {
    for (const { title, text, language } of generateItems(RELEASES_PER_BATCH, seed)) {
      for (let from = 0; from + chars / 2 < text.length && id < count; from += chars) {
        id += 1
        const at = timestampOf(firstMs + Math.floor((id * days * DAY_MS) / count))
        const feed = `feed-${id % feeds}`
        const url = `https://ministry.example/${feed}/${id}`
        writer.insert({ id, feed, url, title, text: text.slice(from, from + chars), language, at })
      }
    }
  }
  for (let seed = 0; id < count; seed += 1) {
    writer.together(() => store(seed))
    if (seed % 200 === 0) writer.settle()
  }
  writer.close()
}
