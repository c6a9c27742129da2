import { listCopiesBeforeMigration } from './backup-files.ts'
import type { SchemaState } from './migrate.ts'

/** The database was written by a newer program. The message says so, with a remedy. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError'
}

type UnfitState = Extract<SchemaState, { readonly kind: 'older' | 'newer' }>

/** Why a database of another version cannot be used as it is, in a line that says what to do. */
export function explainUnfit(state: UnfitState, dataDir: string, known: readonly string[]): string {
  if (state.kind === 'older') {
    const { length } = state.missing
    return `the database was written by an older Policywatch (${length} schema change${length === 1 ? '' : 's'} behind); run "policywatch migrate"`
  }
  const copy = findFittingCopy(dataDir, known)
  const back =
    copy === null
      ? 'or restore a backup from before the upgrade'
      : `or go back to the copy from before the upgrade, without what came since: policywatch restore ${copy}`
  return `the database was written by a newer Policywatch (it has ${state.foreign.join(', ')}); install that version, ${back}`
}

/** The newest copy from before an upgrade of which this program knows all migrations. */
function findFittingCopy(dataDir: string, known: readonly string[]): string | null {
  const next = Number((known.at(-1) ?? '0000').slice(0, 4)) + 1
  const copies = listCopiesBeforeMigration(dataDir)
  return copies.find(({ before }) => Number(before) <= next)?.file ?? null
}
