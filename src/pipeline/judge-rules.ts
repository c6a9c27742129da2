import { setImmediate } from 'node:timers/promises'
import type { Settings } from '../config/settings.ts'
import type { Item } from '../core/feed/item.ts'
import type { RuleId } from '../core/ids.ts'
import type { MatchDocument, MatchSpan } from '../core/rule/match-document.ts'
import { type Explanation, type NearMisses, searchNearMisses } from '../core/rule/query/explain.ts'
import { findMissing, isClose, looksAlike, type Missing } from '../core/rule/query/find-missing.ts'
import { inParts } from '../store/in-parts.ts'

/** What a rule says of a document. */
export type Judgement = {
  readonly ruleId: RuleId
  readonly isTrue: boolean
  /** It does not hold, and came close. */
  readonly isClose: boolean
  readonly spans: readonly MatchSpan[]
  readonly explanation: Explanation
  readonly missing: Missing
}

export type Judgements = {
  /** Rules that hold, whatever feeds they look at. */
  readonly holding: readonly Judgement[]
  /** Rules that look at the feed and nearly hold, the nearest first; no more than MAX_CLOSE. */
  readonly close: readonly Judgement[]
  readonly closeCount: number
}

/** More are not read; that there are more is said. */
const MAX_CLOSE = 20

/** Between two parts everything else has its turn: a page of the daemon may ask for a thousand rules. */
const RULES_PER_PART = 50

/**
 * Characters that are gone through in search of what looks like the terms of all rules: some 7,000 terms in an article of
 * 4,000 characters, in about a second. What is beyond is told without what it looks like.
 */
const MAX_LOOKS = 30_000_000

/** What one rule says of a document, with what only looks like its terms. */
export function judgeRule(
  { matcher }: Settings,
  document: MatchDocument,
  ruleId: RuleId,
): Judgement | null {
  const explanation = matcher.explain(ruleId, document)
  return explanation === null ? null : judgementOf(ruleId, explanation)
}

/** Holds every rule against a document: which hold, and which come close. */
export async function judgeRules(
  settings: Settings,
  document: MatchDocument,
  { feedId }: Pick<Item, 'feedId'>,
): Promise<Judgements> {
  const { matcher, rules } = settings
  const holding = new Set(matcher.match(document).map(({ ruleId }) => ruleId))
  const looking = [...rules.values()].flatMap(({ id, feedIds }) =>
    feedIds.has(feedId) && !holding.has(id) ? [id] : [],
  )
  // near misses cost most, and can make a rule close only if one clause alone is amiss
  const all = await judge(settings, document, looking, searchNearMisses(0))
  const nearly = all.filter(({ missing }) => missing.count === 1)
  const nearMisses = searchNearMisses(MAX_LOOKS)
  const ids = nearly.map(({ ruleId }) => ruleId)
  const close = (await judge(settings, document, ids, nearMisses))
    .filter((judgement) => judgement.isClose)
    .toSorted(nearestFirst)
  return {
    holding: await judge(settings, document, [...holding], nearMisses),
    close: close.slice(0, MAX_CLOSE),
    closeCount: close.length,
  }
}

async function judge(
  { matcher }: Settings,
  document: MatchDocument,
  ruleIds: readonly RuleId[],
  nearMisses: NearMisses,
): Promise<readonly Judgement[]> {
  const judgements: Judgement[] = []
  for (const part of inParts(ruleIds, RULES_PER_PART)) {
    await setImmediate()
    const explanations = matcher.explainEach(part, document, nearMisses)
    for (const [index, ruleId] of part.entries()) {
      const explanation = explanations[index]
      if (explanation !== undefined && explanation !== null) {
        judgements.push(judgementOf(ruleId, explanation))
      }
    }
  }
  return judgements
}

function judgementOf(ruleId: RuleId, explanation: Explanation): Judgement {
  const { isTrue, spans } = explanation
  const missing = findMissing(explanation)
  return { ruleId, isTrue, isClose: isClose(missing), spans, explanation, missing }
}

/** All words are there but something keeps them apart; then what looks like the word; then by how much is there. */
function nearestFirst(a: Judgement, b: Judgement): number {
  return rankOf(a) - rankOf(b) || b.missing.presentCount - a.missing.presentCount
}

function rankOf({ missing }: Judgement): number {
  const [clause] = missing.clauses
  if (clause === undefined || clause.kind === 'not' || clause.kind === 'near') return 0
  return looksAlike(clause) ? 1 : 2
}
