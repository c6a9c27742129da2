import { type RawBuilder, sql } from 'kysely'
import type { Timestamp } from '../../core/time.ts'
import { valuesOf } from '../values-of.ts'
import type { PruneCounts, PrunedKind, PruneSlice, PruneStep } from './prune-step.ts'

/** Tables of some thousands of rows, which are gone through by their ids. */
type History = {
  readonly table: 'conditions' | 'gaps' | 'rule_revisions'
  readonly kind: PrunedKind
  /** Whether a row is over since before the limit. */
  readonly isOver: (before: Timestamp) => RawBuilder<boolean>
}

/** Told of to the end: what is not is told yet. */
const CONDITIONS: History = {
  table: 'conditions',
  kind: 'conditions',
  isOver: (before) => sql`ended_at < ${before} and begin_told_at is not null
    and end_told_at is not null`,
}

const GAPS: History = {
  table: 'gaps',
  kind: 'gaps',
  isOver: (before) => sql`until_at < ${before}`,
}

const RULE_REVISIONS: History = {
  table: 'rule_revisions',
  kind: 'rule revisions',
  isOver: (before) => sql`in_force_until < ${before}`,
}

/** What was the matter with feeds, when items may have been missed, and what rules were like. */
export function historyToPrune(before: Timestamp): readonly PruneStep<number, number>[] {
  return [CONDITIONS, GAPS, RULE_REVISIONS].map((history) => stepOf(history, before))
}

function stepOf({ table, kind, isOver }: History, before: Timestamp): PruneStep<number, number> {
  return {
    first: 0,
    find: async (db, place, size): Promise<PruneSlice<number, number>> => {
      const { rows } = await sql<{ id: number; is_over: number | null }>`
        select id, ${isOver(before)} and id <> (select max(id) from ${sql.table(table)}) is_over
        from ${sql.table(table)} where id > ${place} order by id limit ${size}`.execute(db)
      const last = rows.length < size ? undefined : rows.at(-1)
      return {
        ids: rows.flatMap((row) => (row.is_over === 1 ? [row.id] : [])),
        next: last?.id ?? null,
      }
    },
    count: async (_, ids): Promise<PruneCounts> => ({ [kind]: ids.length }),
    remove: async (tx, ids): Promise<PruneCounts> => {
      await sql`delete from ${sql.table(table)} where id in ${valuesOf(ids)}`.execute(tx)
      return { [kind]: ids.length }
    },
  }
}
