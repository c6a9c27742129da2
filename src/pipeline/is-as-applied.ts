import type { RuleSettings } from '../config/settings.ts'
import type { FeedId } from '../core/ids.ts'
import type { AppliedRule } from '../store/rules.ts'

/** Whether a rule means the same, and looks at the same feeds, as when it was held against what is stored. */
export function isAsApplied(
  rule: Pick<RuleSettings, 'revision' | 'feedIds'>,
  applied: Pick<AppliedRule, 'revision' | 'feedIds'>,
): boolean {
  return applied.revision === rule.revision && areAlike(rule.feedIds, applied.feedIds)
}

type Feeds = ReadonlySet<FeedId>

/** Most rules look at all feeds, so the same two sets are compared for each of them. */
const compared = new WeakMap<Feeds, { readonly to: Feeds; readonly areAlike: boolean }>()

function areAlike(one: Feeds, other: Feeds): boolean {
  if (one.size !== other.size) return false
  const last = compared.get(one)
  if (last?.to === other) return last.areAlike
  const areAlike = one.isSubsetOf(other)
  compared.set(one, { to: other, areAlike })
  return areAlike
}
