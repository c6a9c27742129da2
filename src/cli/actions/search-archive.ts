import { hasBelievableDate } from '../../core/feed/doubt-of-date.ts'
import { documentOf } from '../../pipeline/match-items.ts'
import type { SearchCoverage } from '../../pipeline/search-index/search-coverage.ts'
import { type FoundItem, searchItems } from '../../pipeline/search-items.ts'
import { type CommandCall, UsageError } from '../command.ts'
import { compileQuery } from '../compile-query.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { countOf } from '../output/count-of.ts'
import { describeWaiting } from '../output/describe-waiting.ts'
import { formatLocalTime } from '../output/format-local-time.ts'
import { listPassages } from '../output/print-match.ts'
import { printable } from '../output/printable.ts'
import { hasReader, say, writeJsonLine, writeLine } from '../output/write.ts'
import { withArchive } from '../with-archive.ts'

const USUAL_LIMIT = 50

/** Searches the stored items with a query that means what a rule means. */
export async function searchArchive(call: CommandCall): Promise<ExitCode> {
  const { io, has } = call
  const [query = ''] = call.positionals
  const limit = readLimit(call.option('limit'))
  return await withArchive(call, async (db, { settings }) => {
    const { matcher } = compileQuery(query, settings.concepts)
    let count = 0
    const onCoverage = (coverage: SearchCoverage): void => sayCoverage(call, coverage)
    const scope = { since: null, limit }
    const found = db === null ? [] : searchItems(db, settings, matcher, scope, onCoverage)
    for await (const result of found) {
      count += 1
      if (has('json')) writeJsonLine(io, describeItem(result))
      else printItem(call, result, settings.timezone)
      if (!hasReader(io)) return EXIT.done
    }
    if (!has('json')) say(io, describeCount(count, limit))
    return EXIT.done
  })
}

/** Why a search takes longer than usual; nothing where it does not. */
function sayCoverage({ io }: CommandCall, coverage: SearchCoverage): void {
  const { unused, waitingCount, editedCount } = coverage
  if (unused === 'query') {
    say(io, 'the query names no word that the index could go by, so all items are read')
  }
  const waiting = describeWaiting(waitingCount, editedCount)
  if (waiting !== null) say(io, waiting)
}

function readLimit(text: string | null): number {
  if (text === null) return USUAL_LIMIT
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new UsageError(`--limit ${text} is no number of items`, 'write a whole number above 0')
}

function describeItem({ item, spans }: FoundItem): object {
  const { id, feedId: feed, title, url, published, firstSeenAt, storyId: story } = item
  return { id, feed, story, title, url, published, firstSeenAt, spans }
}

function printItem({ io }: CommandCall, { item, spans }: FoundItem, timezone: string): void {
  const { published, firstSeenAt } = item
  const time = formatLocalTime(hasBelievableDate(item) ? published : firstSeenAt, timezone)
  writeLine(io, `${time}  item ${item.id}  ${item.feedId}  ${printable(item.title)}`)
  if (item.url !== null) writeLine(io, `  ${printable(item.url)}`)
  const document = documentOf(item, undefined, null)
  for (const passage of listPassages(document, spans)) writeLine(io, `  ${passage}`)
}

function describeCount(count: number, limit: number): string {
  if (count === 0) return 'no stored item matches'
  const more = count === limit ? '; there may be more, see --limit' : ''
  return `${countOf(count, 'item', 'items')}${more}`
}
