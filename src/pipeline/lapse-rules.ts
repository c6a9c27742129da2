import type { Settings } from '../config/settings.ts'
import type { FeedId } from '../core/ids.ts'
import { type AppliedRule, listAppliedRules, saveHeldFeeds } from '../store/rules.ts'
import type { Tx } from '../store/schema.ts'
import { isAsApplied } from './is-as-applied.ts'

/**
 * Notes that with these settings in force, items are recorded which rules that were changed or removed are not held against.
 * Whoever puts such a rule back, also before the new one could be held against the archive, has it held against them then.
 */
export async function lapseRules(tx: Tx, { rules }: Pick<Settings, 'rules'>): Promise<void> {
  const stillHeld = ({ id, revision, feedIds }: AppliedRule): ReadonlySet<FeedId> => {
    const rule = rules.get(id)
    if (rule?.revision !== revision) return NOWHERE
    return isAsApplied(rule, { revision, feedIds }) ? feedIds : feedIds.intersection(rule.feedIds)
  }
  const applied = [...(await listAppliedRules(tx)).values()]
  const lapsed = applied
    .map((rule) => ({ id: rule.id, before: rule.feedIds, feedIds: stillHeld(rule) }))
    .filter(({ before, feedIds }) => feedIds.size < before.size)
  await saveHeldFeeds(tx, lapsed)
}

const NOWHERE: ReadonlySet<FeedId> = new Set()
