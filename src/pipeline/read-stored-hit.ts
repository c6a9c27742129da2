import type { Evidence } from '../core/alert/evidence.ts'
import type { Item } from '../core/feed/item.ts'
import type { RuleId } from '../core/ids.ts'
import type { Timestamp } from '../core/time.ts'
import { type ItemMatch, listMatchesOfItem } from '../store/item-matches.ts'
import { type LedgerRow, listLedgerOfMatch } from '../store/ledger.ts'
import type { Db } from '../store/schema.ts'
import { listItemsOfStories, type ToldItem } from '../store/told-items.ts'

/** A hit as it was when it was found, and what became of it. */
export type StoredHit = {
  readonly matchId: number
  readonly ruleId: RuleId
  readonly matchedAt: Timestamp
  readonly revision: string
  /** The item was edited since. */
  readonly isOfOlderText: boolean
  readonly evidence: Evidence
  /** What tells the story in its place, for a rule tells a story once; null where it tells it itself. */
  readonly toldBy: { readonly matchId: number; readonly item: ToldItem | null } | null
  /** What became of it, and of the match that tells the story, for each address. */
  readonly ledger: readonly LedgerRow[]
}

/** The stored hits of an item, by rule. */
export async function readStoredHits(db: Db, item: Item): Promise<ReadonlyMap<RuleId, StoredHit>> {
  const hits = new Map<RuleId, StoredHit>()
  const matches = await listMatchesOfItem(db, item.id)
  const siblings = matches.length === 0 ? [] : await listItemsOfStories(db, [item.storyId])
  for (const match of matches)
    hits.set(match.match.ruleId, await readHit(db, item, match, siblings))
  return hits
}

async function readHit(
  db: Db,
  item: Item,
  { match, teller }: ItemMatch,
  siblings: readonly ToldItem[],
): Promise<StoredHit> {
  const own = await listLedgerOfMatch(db, match.id)
  const isFolded = teller.id !== match.id
  const ofTeller = isFolded ? await listLedgerOfMatch(db, teller.id) : []
  const told = siblings.find(({ id }) => id === teller.itemId) ?? null
  return {
    matchId: match.id,
    ruleId: match.ruleId,
    matchedAt: match.matchedAt,
    revision: match.ruleRevision,
    isOfOlderText: item.revisedAt !== null && item.revisedAt > match.matchedAt,
    evidence: match.evidence,
    toldBy: isFolded ? { matchId: teller.id, item: told } : null,
    ledger: [...own, ...ofTeller],
  }
}
