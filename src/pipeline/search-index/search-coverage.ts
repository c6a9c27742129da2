import type { KeyNeed } from '../../core/rule/keys/key-need.ts'
import type { Db } from '../../store/schema.ts'
import { readSearchState } from '../../store/search-index/search-state.ts'
import { keysVersion } from './keys-version.ts'

/** What the search index knows, and whether it serves a query. */
export type SearchCoverage = {
  /** The newest items that are not in it yet; a search reads them one by one. */
  readonly waitingCount: number
  /** Edits of older ones that it does not know of yet; so are these. */
  readonly editedCount: number
  /**
   * Why all items are read and not those alone that it names; null where it serves. `query`: the query has no word to go by, such
   * as one that begins with a wildcard; `behind`: too much is not in it yet.
   */
  readonly unused: 'query' | 'behind' | null
}

/**
 * More than these a search does not sort beforehand: it reads back through all items then, as it would without an index. They are
 * what one to two minutes of filling bring.
 */
export const MOST_WAITING = 20_000

/** So many items and edits wait at any time, and are read within some milliseconds; nobody is told of them. */
export const USUAL_WAITING = 1_000

export async function readCoverage(db: Db, need: KeyNeed | null): Promise<SearchCoverage> {
  const state = await readSearchState(db)
  const isCurrent = state.keysVersion === keysVersion()
  const waitingCount = Math.max(0, state.lastId - (isCurrent ? state.throughId : 0))
  const { editedCount } = state
  const isBehind = waitingCount + editedCount > MOST_WAITING
  const unused = need?.kind === 'anything' ? 'query' : isBehind ? 'behind' : null
  return { waitingCount, editedCount, unused }
}
