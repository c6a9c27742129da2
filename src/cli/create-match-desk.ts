import type { Settings } from '../config/settings.ts'
import type { Deps } from '../pipeline/deps.ts'
import { listMatches } from '../pipeline/list-matches.ts'
import type { MatchDesk } from '../web/api/match-desk.ts'

/** Matches for others to read. */
export function createMatchDesk(deps: Deps, settings: () => Settings): MatchDesk {
  return {
    list: async (filter) => await listMatches(deps.reader, settings(), filter),
    subscriptions: () =>
      [...settings().subscriptions.values()].map(({ id, ruleIds }) => ({
        id,
        ruleIds: [...ruleIds],
      })),
    installation: deps.messageIds.installation,
  }
}
