import { DAY_MS, type Timestamp, timestampOf } from '../../src/core/time.ts'
import { openArchiveWriter } from '../archive-writer.ts'
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
  const writer = openArchiveWriter(dir)
  const firstMs = Date.parse(now) - (days - 1) * DAY_MS
  const store = (from: number, size: number): void => {
    for (const [index, { url, title, text, language }] of generateItems(size, from).entries()) {
      const at = timestampOf(firstMs + Math.floor((index + from) * (((days - 1) * DAY_MS) / count)))
      const item = { id: from + index + 1, feed: 'ministry', url, title, language, at }
      writer.insert({ ...item, text: text.slice(0, charCount) })
    }
  }
  for (let from = 0; from < count; from += ITEMS_PER_BATCH) {
    writer.together(() => store(from, Math.min(ITEMS_PER_BATCH, count - from)))
  }
  writer.close()
}
