import type { KeyNeed } from '../../core/rule/keys/key-need.ts'
import type { Matcher } from '../../core/rule/matcher.ts'
import { listArchivePage } from '../../store/archive-pages.ts'
import type { Db } from '../../store/schema.ts'
import type { ArchiveWalk, WalkScope, WalkStep } from './archive-walk.ts'
import { CandidateWalk } from './candidate-walk.ts'
import { readCoverage, type SearchCoverage } from './search-coverage.ts'

export type StartedWalk = ArchiveWalk & { readonly coverage: SearchCoverage }

/**
 * Begins to walk back through the archive, past nothing that a query could hit: by the search index where it knows enough of the
 * archive and the query names keys to go by, else through all items. `query` is of one rule; null: everything is wanted.
 */
export async function startWalk(
  db: Db,
  query: Matcher | null,
  scope: WalkScope,
): Promise<StartedWalk> {
  const need = needOf(query)
  const coverage = await readCoverage(db, need)
  if (need === null || coverage.unused !== null) return { coverage, ...plainWalk(db, scope) }
  const candidates = new CandidateWalk(db, need, scope)
  let rest: ArchiveWalk | null = null
  return {
    coverage,
    async next(limit): Promise<WalkStep> {
      if (rest !== null) return await rest.next(limit)
      const step = await candidates.next(limit)
      if (step !== null) return step
      rest = plainWalk(db, { ...scope, before: candidates.place })
      return await rest.next(limit)
    },
  }
}

function needOf(query: Matcher | null): KeyNeed | null {
  const ruleId = query?.ruleIds[0]
  return query === null || ruleId === undefined ? null : query.needsOf(ruleId)
}

/** Every item. */
function plainWalk(db: Db, scope: WalkScope): ArchiveWalk {
  let place = scope.before
  return {
    async next(limit): Promise<WalkStep> {
      const items = await listArchivePage(db, { ...scope, before: place, limit })
      const last = items.at(-1)
      if (last !== undefined) place = { seenAt: last.firstSeenAt, id: last.id }
      return { items, place, isEnd: items.length < limit }
    },
  }
}
