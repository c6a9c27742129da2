import type { RuleSettings } from '../config/settings.ts'
import type { AppliedRule } from '../store/rules.ts'

/** Whether a rule means the same, and looks at the same feeds, as when it was held against what is stored. */
export function isAsApplied(
  rule: Pick<RuleSettings, 'revision' | 'feedIds'>,
  applied: Pick<AppliedRule, 'revision' | 'feedIds'>,
): boolean {
  if (applied.revision !== rule.revision) return false
  return applied.feedIds.size === rule.feedIds.size && rule.feedIds.isSubsetOf(applied.feedIds)
}
