import { findRuleText, readConfigText } from '../config/read-rule-text.ts'
import type { Settings } from '../config/settings.ts'
import type { FeedId, RuleId } from '../core/ids.ts'
import { compileTypedQuery, type TypedQuery } from './compile-typed-query.ts'
import type { Deps } from './deps.ts'
import { type HeldExample, holdExamples } from './hold-examples.ts'
import type { TriedQuery } from './tried-query.ts'
import { tryQuery } from './try-query.ts'

/** A rule as somebody is writing it. */
export type RuleDraft = {
  /** The rule in force that is changed; null: a new one. */
  readonly ruleId: RuleId | null
  readonly match: string
  /** Ids and #tags, for a new rule; none: all feeds. A rule in force keeps its own. */
  readonly feeds: readonly string[]
  readonly days: number
}

export type RulePreview = {
  readonly typed: TypedQuery
  readonly tried: TriedQuery
  readonly examples: readonly HeldExample[]
  /** Names among `feeds` that mean nothing. */
  readonly unknownFeeds: readonly string[]
}

/** What the draft would have matched, and whether the examples of the rule would still come out right. Writes nothing. */
export async function previewRule(
  deps: Pick<Deps, 'trials' | 'now'>,
  settings: Settings,
  draft: RuleDraft,
  signal: AbortSignal,
): Promise<RulePreview> {
  const typed = compileTypedQuery(draft.match, settings)
  const named = resolveFeeds(settings, draft.feeds)
  if (typed.kind === 'refused') {
    const tried = { kind: 'refused', problems: typed.problems } as const
    return { typed, tried, examples: [], unknownFeeds: named.unknown }
  }
  const rule = draft.ruleId === null ? null : (settings.rules.get(draft.ruleId) ?? null)
  const trial = {
    query: draft.match,
    feedIds: rule?.feedIds ?? (draft.feeds.length === 0 ? null : named.feedIds),
    ruleId: rule?.id ?? null,
    days: draft.days,
  }
  const tried = await tryQuery(deps, settings, trial, signal)
  const file = rule === null ? null : await readConfigText(settings.file)
  const text = file?.kind === 'read' && rule !== null ? findRuleText(file.text, rule.id) : null
  const examples = text === null ? [] : holdExamples(typed.matcher, text)
  return { typed, tried, examples, unknownFeeds: named.unknown }
}

/** The feeds that a rule names, by id or by #tag. */
function resolveFeeds(
  { feeds }: Settings,
  names: readonly string[],
): { readonly feedIds: ReadonlySet<FeedId>; readonly unknown: readonly string[] } {
  const all = [...feeds.values()]
  const meant = names.map((name) => ({
    name,
    ids: all
      .filter(({ id, tags }) => (name.startsWith('#') ? tags.includes(name.slice(1)) : id === name))
      .map(({ id }) => id),
  }))
  return {
    feedIds: new Set(meant.flatMap(({ ids }) => ids)),
    unknown: meant.filter(({ ids }) => ids.length === 0).map(({ name }) => name),
  }
}
