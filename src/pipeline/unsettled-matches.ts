import { setImmediate as letOthersRun } from 'node:timers/promises'
import { MINUTE_MS, msOf } from '../core/time.ts'
import {
  countLostAfter,
  countLostOfItems,
  countOpenMatches,
  findLastMatch,
} from '../store/lost-matches.ts'
import type { Deps } from './deps.ts'

/** So many take some twenty milliseconds, for which everything else waits. */
const ITEMS_PER_LOOK = 20_000

/** A match gets its rows with itself, so that the old ones need a look now and then alone. */
const LOOK_ANEW_MS = 10 * MINUTE_MS

type Looked = { readonly atMs: number; readonly lastMatchId: number; readonly lostCount: number }

/**
 * Counts the matches of which it is not settled what became of them: those with a delivery that has not ended, and those
 * that no row speaks of. There should be none of the latter, and finding out takes a look at every match: where there are many,
 * all are looked at every ten minutes, a few at a time, and what has come since each time.
 */
export function countUnsettled(deps: Pick<Deps, 'db' | 'now'>): () => Promise<number> {
  let looked: Looked | null = null
  const count = async (): Promise<number> => {
    const ageMs = looked === null ? Infinity : msOf(deps.now()) - looked.atMs
    if (looked === null || ageMs < 0 || ageMs >= LOOK_ANEW_MS) looked = await lookAtAll(deps)
    const { lastMatchId, lostCount } = looked
    const newlyLost = await countLostAfter(deps.db, lastMatchId)
    return lostCount + newlyLost + (await countOpenMatches(deps.db))
  }
  let inHand: Promise<number> | null = null
  return async () => {
    inHand ??= count().finally(() => {
      inHand = null
    })
    return await inHand
  }
}

async function lookAtAll({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<Looked> {
  const atMs = msOf(now())
  const { matchId, itemId } = await findLastMatch(db)
  // few enough to be looked at each time
  if (itemId <= ITEMS_PER_LOOK) return { atMs: -Infinity, lastMatchId: 0, lostCount: 0 }
  let lostCount = 0
  for (let after = 0; after < itemId; after += ITEMS_PER_LOOK) {
    lostCount += await countLostOfItems(db, after, Math.min(itemId, after + ITEMS_PER_LOOK))
    await letOthersRun()
  }
  return { atMs, lastMatchId: matchId, lostCount }
}
