import type { RuleSettings, Settings } from '../../config/settings.ts'
import type { FeedId, RuleId } from '../../core/ids.ts'
import type { ConceptLists } from '../../core/rule/syntax/concept-lists.ts'
import { conceptClosure } from '../../core/rule/syntax/rule-concepts.ts'
import type { AppliedRule } from '../../store/rules.ts'
import { isAsApplied } from '../is-as-applied.ts'

/** A rule as one side has it. */
export type RuleSide = {
  readonly query: string
  readonly concepts: ConceptLists
  readonly feedIds: ReadonlySet<FeedId>
}

/** A rule that is not the same in a configuration as it is in force. */
export type RuleChange = {
  readonly ruleId: RuleId
  /** As configured, else the id. */
  readonly title: string
  readonly kind: 'new' | 'changed' | 'removed'
  /** Of a changed rule. */
  readonly differsIn: readonly ('query' | 'concepts' | 'feeds')[]
  /** null: it is new. */
  readonly inForce: RuleSide | null
  /** null: it is removed. */
  readonly tried: RuleSide | null
  /** The concepts that are in force were not noted; those of the configuration stand for them. */
  readonly areConceptsGuessed: boolean
}

/** What a configuration would change in the rules in force, in its order, what it removes last. */
export function listRuleChanges(
  { rules, concepts }: Pick<Settings, 'rules' | 'concepts'>,
  inForce: ReadonlyMap<RuleId, AppliedRule>,
): readonly RuleChange[] {
  const changes = [...rules.values()].flatMap((rule): readonly RuleChange[] => {
    const tried = { query: rule.match, concepts, feedIds: rule.feedIds }
    const applied = inForce.get(rule.id)
    const { id: ruleId, title } = rule
    if (applied === undefined) {
      const added = {
        kind: 'new',
        differsIn: [],
        inForce: null,
        areConceptsGuessed: false,
      } as const
      return [{ ruleId, title, tried, ...added }]
    }
    if (isAsApplied(rule, applied)) return []
    const side = sideInForce(applied, concepts, rule.revision)
    const differsIn = listDifferences(rule, applied)
    return [{ ruleId, title, kind: 'changed', differsIn, tried, ...side }]
  })
  const removed = [...inForce.values()]
    .filter(({ id }) => !rules.has(id))
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map((applied): RuleChange => {
      const side = sideInForce(applied, concepts, null)
      const { id } = applied
      return { ruleId: id, title: id, kind: 'removed', differsIn: [], tried: null, ...side }
    })
  return [...changes, ...removed]
}

function sideInForce(
  applied: AppliedRule,
  configured: ConceptLists,
  revision: string | null,
): Pick<RuleChange, 'inForce' | 'areConceptsGuessed'> {
  const { query, feedIds } = applied
  const concepts = applied.concepts ?? configured
  const isKnown =
    applied.concepts !== null ||
    applied.revision === revision || // a revision stands for query and concepts
    conceptClosure(query, configured).length === 0
  return { inForce: { query, concepts, feedIds }, areConceptsGuessed: !isKnown }
}

function listDifferences(rule: RuleSettings, applied: AppliedRule): RuleChange['differsIn'] {
  const isOtherQuery = rule.match !== applied.query
  const isOtherRevision = rule.revision !== applied.revision
  const haveOtherFeeds =
    rule.feedIds.size !== applied.feedIds.size || !rule.feedIds.isSubsetOf(applied.feedIds)
  return [
    ...(isOtherQuery ? (['query'] as const) : []),
    ...(isOtherRevision && !isOtherQuery ? (['concepts'] as const) : []),
    ...(haveOtherFeeds ? (['feeds'] as const) : []),
  ]
}
