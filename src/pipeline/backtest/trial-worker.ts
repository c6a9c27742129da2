/**
 * The entry of the thread in which queries are tried. It lives on between two of them, so that the Korean words stay read and the
 * code stays compiled; the database is opened for each, as it may have been put in the place of another.
 */
import { enableCompileCache } from 'node:module'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { readKoreanLexicon } from '../../config/read-korean-lexicon.ts'
import { newsTimeOf } from '../../core/feed/doubt-of-date.ts'
import { ruleIdOf } from '../../core/ids.ts'
import { createMatcher, type Matcher, type RuleDiagnosis } from '../../core/rule/matcher.ts'
import type { Timestamp } from '../../core/time.ts'
import { openDatabaseToRead } from '../../store/database.ts'
import { type HeldItem, listHeldPage } from '../../store/held-items.ts'
import { END_OF_ARCHIVE } from '../../store/items.ts'
import type { Db } from '../../store/schema.ts'
import { documentOf } from '../match-items.ts'
import type { QueryProblem } from '../tried-query.ts'
import { type FeedFacts, listFeedFacts } from './feed-facts.ts'
import type { TrialAnswer, TrialAsk } from './trial-job.ts'
import { TrialTally } from './trial-tally.ts'

enableCompileCache(
  fileURLToPath(new URL('../../../node_modules/.cache/policywatch', import.meta.url)),
)

const QUERY = ruleIdOf('(query)')
const RULE = ruleIdOf('(rule)')
const ITEMS_PER_PAGE = 50

parentPort?.on('message', (ask: TrialAsk) => void answer(ask))

async function answer(ask: TrialAsk): Promise<void> {
  parentPort?.postMessage(await answerOf(ask))
}

async function answerOf(ask: TrialAsk): Promise<TrialAnswer> {
  const deadline = performance.now() + ask.timeoutMs
  const { query, rule, concepts } = ask
  const rules = [{ id: QUERY, query }, ...(rule === null ? [] : [{ id: RULE, query: rule.query }])]
  const build = createMatcher(rules, concepts, { koreanLexicon: readKoreanLexicon() })
  const told = build.kind === 'built' ? build.warnings : build.problems
  const ofQuery = told.filter(({ ruleId }) => ruleId === QUERY).map(problemOf)
  if (build.kind === 'refused') return { kind: 'refused', problems: ofQuery }
  const database = await openDatabaseToRead(ask.dataDir)
  if (database.kind !== 'open') {
    const reason = database.kind === 'absent' ? 'nothing was ever stored' : database.message
    return { kind: 'unavailable', reason }
  }
  try {
    const held = await holdQuery(database.db, ask, build.matcher, deadline)
    return held.kind === 'tried' ? { ...held, warnings: ofQuery } : held
  } finally {
    await database.db.destroy()
  }
}

type Held =
  | Exclude<TrialAnswer, { readonly kind: 'tried' }>
  | Omit<Extract<TrialAnswer, { readonly kind: 'tried' }>, 'warnings'>

/** Back through the times of first sight, until the days or the time are at an end. */
async function holdQuery(db: Db, ask: TrialAsk, matcher: Matcher, deadline: number): Promise<Held> {
  const { days, rule } = ask
  const feeds = await listFeedFacts(db, ask)
  const tally = new TrialTally(days, feeds)
  let place = END_OF_ARCHIVE
  let cutOffAt: Timestamp | null = null
  for (;;) {
    const page = { before: place, since: days.since, feedId: null, limit: ITEMS_PER_PAGE }
    const items = await listHeldPage(db, page)
    for (const item of items) {
      if (Atomics.load(ask.stop, 0) !== 0) return { kind: 'stopped' }
      if (performance.now() > deadline) {
        cutOffAt = item.firstSeenAt
        break
      }
      holdItem(item, ask, matcher, { tally, feeds })
    }
    const last = items.at(-1)
    if (last === undefined || cutOffAt !== null) break
    place = { seenAt: last.firstSeenAt, id: last.id }
  }
  return { kind: 'tried', ...tally.tell(rule !== null), cutOffAt }
}

type Tools = {
  readonly tally: TrialTally
  readonly feeds: ReadonlyMap<HeldItem['feedId'], FeedFacts>
}

function holdItem(
  item: HeldItem,
  { days, feedIds, rule }: TrialAsk,
  matcher: Matcher,
  { tally, feeds }: Tools,
): void {
  const isLookedAt = feedIds.has(item.feedId)
  const isOfRule = rule?.feedIds.has(item.feedId) === true
  if ((!isLookedAt && !isOfRule) || newsTimeOf(item) < days.since) return
  if (isLookedAt) tally.itemCount += 1
  const document = documentOf(item, feeds.get(item.feedId), null)
  const hits = matcher.match(document)
  const ofQuery = hits.find(({ ruleId }) => ruleId === QUERY)
  const isHitByRule = isOfRule && hits.some(({ ruleId }) => ruleId === RULE)
  tally.add({ item, document, spans: isLookedAt ? (ofQuery?.spans ?? null) : null, isHitByRule })
}

function problemOf({ code, severity, message, hint, start, end }: RuleDiagnosis): QueryProblem {
  return { code, severity, message, hint, start, end }
}
