import type { Settings } from '../../config/settings.ts'
import { lastDays } from '../../core/day-range.ts'
import type { MatchDocument, MatchSpan } from '../../core/rule/match-document.ts'
import type { Backtest, BacktestHeadline, BacktestScope } from '../../pipeline/backtest-rules.ts'
import { listFeedTitles } from '../../pipeline/list-feed-titles.ts'
import { documentOf } from '../../pipeline/match-items.ts'
import { listItemsByIds } from '../../store/items.ts'
import type { Db } from '../../store/schema.ts'
import type { CliIo } from '../cli-io.ts'
import type { QueryMatcher } from '../compile-query.ts'
import { countOf } from './count-of.ts'
import { formatDayBars } from './format-day-bars.ts'
import { formatLocalTime } from './format-local-time.ts'
import { describeHeadline } from './print-backtest.ts'
import { listPassages } from './print-match.ts'
import { printable } from './printable.ts'
import { describeWarning, sayWarnings } from './say-warnings.ts'
import { writeLine } from './write.ts'

/** A query that was held against the stored items; `result` has one rule, which is new. */
export type QueryBacktest = {
  readonly result: Backtest
  readonly compiled: QueryMatcher
  readonly query: string
  readonly scope: BacktestScope
}

/** The answer of `backtest --rule QUERY --json`. */
export async function describeHits(
  db: Db,
  settings: Settings,
  { result, compiled, query, scope }: QueryBacktest,
): Promise<object> {
  const { timezone } = settings
  const hits = await listHits(db, settings, result, compiled)
  return {
    query,
    days: scope.days,
    since: result.since,
    until: lastDays(scope.now, 1, timezone).dates[0],
    timezone,
    items: result.itemCount,
    hits: countHits(result),
    headlines: hits.map(({ headline, spans }) => ({ ...describeHeadline(headline), spans })),
    perDay: daysOf(result).map(({ date, newlyCount }) => ({ date, hits: newlyCount })),
    warnings: compiled.warnings.map(describeWarning),
    problems: result.problems,
  }
}

/** The answer for people: how many, on which days, and the newest with their passages. */
export async function printHits(
  io: CliIo,
  db: Db,
  settings: Settings,
  { result, compiled, query, scope }: QueryBacktest,
): Promise<void> {
  sayWarnings(io, query, compiled.warnings)
  const count = countHits(result)
  const of = `${countOf(result.itemCount, 'item', 'items')} of ${countOf(scope.days, 'day', 'days')}`
  writeLine(io, `${countOf(count, 'match', 'matches')} in ${of}`)
  const bars = formatDayBars(
    daysOf(result).map(({ date, newlyCount }) => ({
      date,
      counts: [{ sign: '+', count: newlyCount }],
    })),
  )
  for (const line of bars) writeLine(io, `  ${line}`)
  const hits = await listHits(db, settings, result, compiled)
  for (const { headline, document, spans } of hits) {
    const { feedId, title, url, at } = headline
    writeLine(io, `${formatLocalTime(at, settings.timezone)}  ${feedId}  ${printable(title)}`)
    if (url !== null) writeLine(io, `  ${printable(url)}`)
    for (const passage of listPassages(document, spans)) writeLine(io, `  ${passage}`)
  }
  if (count > hits.length) writeLine(io, `… and ${count - hits.length} more; see --limit`)
}

type Hit = {
  readonly headline: BacktestHeadline
  readonly document: MatchDocument
  readonly spans: readonly MatchSpan[]
}

/** The threads count; what hit is looked up for the few that are shown. */
async function listHits(
  db: Db,
  settings: Settings,
  { rules }: Backtest,
  { matcher }: QueryMatcher,
): Promise<readonly Hit[]> {
  const headlines = rules.flatMap(({ newly }) => newly)
  const titles = await listFeedTitles(db, settings)
  const items = await listItemsByIds(
    db,
    headlines.map(({ itemId }) => itemId),
  )
  return headlines.flatMap((headline): readonly Hit[] => {
    const item = items.get(headline.itemId)
    if (item === undefined) return []
    const { feedId } = headline
    const document = documentOf(item, settings.feeds.get(feedId), titles.get(feedId) ?? null)
    return [{ headline, document, spans: matcher.match(document)[0]?.spans ?? [] }]
  })
}

function countHits({ rules }: Backtest): number {
  return rules.reduce((sum, { newlyCount }) => sum + newlyCount, 0)
}

function daysOf({ rules }: Backtest): Backtest['rules'][number]['days'] {
  return rules[0]?.days ?? []
}
