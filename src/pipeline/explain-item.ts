import type { Settings } from '../config/settings.ts'
import type { Excerpt } from '../core/alert/alert-content.ts'
import { makeExcerpts } from '../core/alert/excerpt.ts'
import type { OptOut } from '../core/alert/opt-out.ts'
import type { Item } from '../core/feed/item.ts'
import { type ItemLanguage, languageOfItem } from '../core/feed/language-of-item.ts'
import type { RuleId } from '../core/ids.ts'
import type { MatchDocument, MatchSpan } from '../core/rule/match-document.ts'
import { describeClause } from '../core/rule/query/describe-clause.ts'
import type { Explanation } from '../core/rule/query/explain.ts'
import { listPresentSpans } from '../core/rule/query/find-missing.ts'
import type { Timestamp } from '../core/time.ts'
import { findAppliedAt } from '../store/item-matches.ts'
import { listOptOuts } from '../store/opt-outs.ts'
import { type AppliedRule, listAppliedRules } from '../store/rules.ts'
import type { Db } from '../store/schema.ts'
import { listItemsOfStories } from '../store/told-items.ts'
import { accountOfDeliveries } from './account-of-deliveries.ts'
import { accountOfRule } from './account-of-rule.ts'
import { type Judgement, type Judgements, judgeRule, judgeRules } from './judge-rules.ts'
import { listFeedTitles } from './list-feed-titles.ts'
import { documentOf } from './match-items.ts'
import { readStoredHits, type StoredHit } from './read-stored-hit.ts'
import { remarksOnItem } from './remarks-on-item.ts'

/** Why a stored item did or did not match: what it was searched on, and what each rule says of it. */
export type ItemExplanation = {
  readonly item: Item
  readonly feedTitle: string | null
  /** What the rules are held against; spans count in its title and text. */
  readonly document: MatchDocument
  readonly language: ItemLanguage
  /** What to know of the item whatever the rule: what was searched, what is the matter with the article, edits. */
  readonly remarks: readonly string[]
  /** The one that was asked for; else those that hold or have hit, then those that came close, the nearest first. */
  readonly rules: readonly RuleVerdict[]
  /** Rules that are configured, and how many came close, more than are listed perhaps. */
  readonly ruleCount: number
  readonly closeCount: number
}

/**
 * `hit`: holds, and looks at the item's feed. `elsewhere`: holds, but does not look at this feed. `close`: nearly holds.
 * `missed`: does not. `gone`: is no longer configured, but has hit the item.
 */
export type VerdictKind = 'hit' | 'elsewhere' | 'close' | 'missed' | 'gone'

export type RuleVerdict = {
  readonly kind: VerdictKind
  readonly ruleId: RuleId
  readonly title: string
  /** As written; null for a rule that is gone. */
  readonly query: string | null
  readonly spans: readonly MatchSpan[]
  /** The hits with the words around them: of the rule as it holds, else of the stored hit, else of what of the rule is there. */
  readonly excerpts: readonly Excerpt[]
  /** Clause by clause; null for a rule that is gone. */
  readonly explanation: Explanation | null
  /** The clauses that would have to come out otherwise, in words; empty where the rule holds. */
  readonly missing: readonly string[]
  /** null: no hit is stored. */
  readonly stored: StoredHit | null
  /** In plain sentences: why, and what became of it, in the order in which one would tell it. */
  readonly account: readonly string[]
}

export type ExplainRequest = {
  /** null: all rules. */
  readonly ruleId: RuleId | null
  /** How times are written in sentences: `2026-03-02 18:00`. */
  readonly formatTime: (at: Timestamp) => string
}

/**
 * Holds the rules in force against a stored item, and says what came of it. Reads only. Of a rule that is neither configured
 * nor has hit the item there is no verdict.
 */
export async function explainItem(
  db: Db,
  settings: Settings,
  item: Item,
  { ruleId, formatTime }: ExplainRequest,
): Promise<ItemExplanation> {
  const feed = settings.feeds.get(item.feedId) ?? null
  const feedTitle = (await listFeedTitles(db, settings)).get(item.feedId) ?? null
  const document = documentOf(item, feed ?? undefined, feedTitle)
  const language = languageOfItem(item)
  const story = await listItemsOfStories(db, [item.storyId])
  const siblings = story.filter(({ id }) => id !== item.id)
  const judged =
    ruleId === null
      ? await judgeRules(settings, document, item)
      : judgementsOf(judgeRule(settings, document, ruleId))
  const stored = await readStoredHits(db, item)
  const applied = await listAppliedRules(db)
  const known = { db, settings, item, document, stored, applied, optOuts: await listOptOuts(db) }
  const rules: RuleVerdict[] = []
  for (const found of listToTell(known, judged, ruleId)) {
    rules.push(await tellVerdict(known, found, formatTime))
  }
  return {
    item,
    feedTitle,
    document,
    language,
    remarks: remarksOnItem(item, { feed, language, siblings }, formatTime),
    rules,
    ruleCount: settings.rules.size,
    closeCount: judged.closeCount,
  }
}

type Known = {
  readonly db: Db
  readonly settings: Settings
  readonly item: Item
  readonly document: MatchDocument
  readonly stored: ReadonlyMap<RuleId, StoredHit>
  readonly applied: ReadonlyMap<RuleId, AppliedRule>
  readonly optOuts: readonly OptOut[]
}

/** A rule to tell of; without a judgement it is no longer configured. */
type ToTell = {
  readonly kind: VerdictKind
  readonly ruleId: RuleId
  readonly judgement: Judgement | null
}

function judgementsOf(judgement: Judgement | null): Judgements {
  const all = judgement === null ? [] : [judgement]
  return {
    holding: all.filter(({ isTrue }) => isTrue),
    close: all.filter(({ isTrue }) => !isTrue),
    closeCount: all.filter(({ isTrue, isClose }) => !isTrue && isClose).length,
  }
}

/** What holds, what has hit but holds no longer, what holds for other feeds, and what came close. */
function listToTell(
  { settings, item, document, stored }: Known,
  { holding, close }: Judgements,
  ruleId: RuleId | null,
): readonly ToTell[] {
  const judged = new Set([...holding, ...close].map((judgement) => judgement.ruleId))
  const before = [...stored.keys()].filter(
    (id) => !judged.has(id) && (ruleId === null || id === ruleId),
  )
  const told = [
    ...[...holding, ...close].map((judgement) => ({
      kind: kindOf(settings, item, judgement),
      ruleId: judgement.ruleId,
      judgement,
    })),
    ...before.map((id) => {
      const judgement = judgeRule(settings, document, id)
      const kind: VerdictKind = judgement === null ? 'gone' : 'missed'
      return { kind, ruleId: id, judgement }
    }),
  ]
  const rank = ({ kind, ruleId: id }: ToTell): number =>
    kind !== 'hit' && stored.has(id) ? ORDER.hit + 1 : ORDER[kind]
  return told.toSorted((a, b) => rank(a) - rank(b))
}

const ORDER: Readonly<Record<VerdictKind, number>> = {
  hit: 0,
  gone: 2,
  elsewhere: 3,
  close: 4,
  missed: 5,
}

function kindOf({ rules }: Settings, { feedId }: Item, judgement: Judgement): VerdictKind {
  if (!judgement.isTrue) return judgement.isClose ? 'close' : 'missed'
  return rules.get(judgement.ruleId)?.feedIds.has(feedId) === true ? 'hit' : 'elsewhere'
}

async function tellVerdict(
  { db, settings, item, document, stored, applied, optOuts }: Known,
  { kind, ruleId, judgement }: ToTell,
  formatTime: ExplainRequest['formatTime'],
): Promise<RuleVerdict> {
  const rule = settings.rules.get(ruleId) ?? null
  const hit = stored.get(ruleId) ?? null
  const appliedRule = applied.get(ruleId)
  const appliedAt = appliedRule === undefined ? null : await findAppliedAt(db, ruleId)
  const isTrue = judgement?.isTrue ?? false
  const missing = (judgement?.missing.clauses ?? []).map((clause) =>
    describeClause(clause, document),
  )
  const meeting = {
    item,
    rule,
    isTrue,
    missing,
    stored: hit,
    applied: appliedRule === undefined || appliedAt === null ? null : { ...appliedRule, appliedAt },
  }
  const takers =
    rule === null
      ? null
      : [...settings.subscriptions.values()].filter(({ ruleIds }) => ruleIds.has(ruleId))
  const spans = judgement?.spans ?? []
  const there = judgement === null ? [] : listPresentSpans(judgement.explanation)
  const present = there.length === 0 ? [] : makeExcerpts(document, there)
  return {
    kind,
    ruleId,
    title: rule?.title ?? ruleId,
    query: rule?.match ?? null,
    spans,
    excerpts: isTrue ? makeExcerpts(document, spans) : (hit?.evidence.excerpts ?? present),
    explanation: judgement?.explanation ?? null,
    missing,
    stored: hit,
    account: [
      ...accountOfRule(meeting, formatTime),
      ...accountOfDeliveries({ stored: hit, takers, optOuts }, formatTime),
    ],
  }
}
