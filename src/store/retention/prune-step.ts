import type { Db, Tx } from '../schema.ts'

/**
 * One kind of thing that retention removes, in slices. A slice looks at some rows of an index, from a place on, and names what
 * of them goes; so it costs the same however much there is, and another slice begins where it ended, whether or not
 * something was removed.
 *
 * Of every table whose ids are counted on from the greatest the row with the greatest id stays: identities, Message-IDs,
 * cursors and links hold ids, and none must come to mean something else.
 */
export type PruneStep<Id, Place> = {
  readonly first: Place
  readonly find: (db: Db, place: Place, size: number) => Promise<PruneSlice<Id, Place>>
  /** What `remove` would count. */
  readonly count: (db: Db, ids: readonly Id[]) => Promise<PruneCounts>
  readonly remove: (tx: Tx, ids: readonly Id[]) => Promise<PruneCounts>
}

export type PruneSlice<Id, Place> = {
  readonly ids: readonly Id[]
  /** Where the next slice begins; null: this is the last. */
  readonly next: Place | null
}

export const PRUNED_KINDS = [
  'stories',
  'items',
  'matches',
  'edits',
  'alerts',
  'deliveries',
  'identities',
  'polls',
  'conditions',
  'gaps',
  'rule revisions',
  'feeds',
] as const

export type PrunedKind = (typeof PRUNED_KINDS)[number]

/** Rows by kind; what is left out is none. */
export type PruneCounts = Partial<Readonly<Record<PrunedKind, number>>>
