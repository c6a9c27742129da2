import type { Timestamp } from '../core/time.ts'
import type { Db, Tx } from './schema.ts'

/** What became of scheduled backups. */
export type BackupState = {
  /** The last one that was made; null: none was yet. */
  readonly last: LastBackup | null
  /** Since the last success; null when the last attempt was one. */
  readonly failure: BackupFailure | null
}

export type LastBackup = {
  /** When it was begun: what was stored before is in it. */
  readonly at: Timestamp
  readonly file: string
  readonly bytes: number
  readonly ms: number
}

export type BackupFailure = {
  readonly since: Timestamp
  readonly lastAt: Timestamp
  readonly count: number
  readonly reason: string
  readonly remedy: string
  /** The administrators know of it. */
  readonly isTold: boolean
}

/** Keys of the table `meta`; metrics read the first two by their names. */
const KEYS = {
  at: 'last_backup_at',
  bytes: 'last_backup_bytes',
  file: 'last_backup_file',
  ms: 'last_backup_ms',
  failure: 'backup_failure',
} as const

export async function readBackupState(db: Db): Promise<BackupState> {
  const rows = await db
    .selectFrom('meta')
    .selectAll()
    .where('key', 'in', Object.values(KEYS))
    .execute()
  const values = new Map(rows.map(({ key, value }) => [key, value]))
  const [at, failure] = [values.get(KEYS.at), values.get(KEYS.failure)]
  return {
    last:
      at === undefined
        ? null
        : {
            at: at as Timestamp, // all of these are written below
            file: values.get(KEYS.file) ?? '',
            bytes: Number(values.get(KEYS.bytes)),
            ms: Number(values.get(KEYS.ms)),
          },
    failure: failure === undefined ? null : (JSON.parse(failure) as BackupFailure),
  }
}

/** Records a success, which ends what was wrong before. */
export async function saveLastBackup(tx: Tx, { at, file, bytes, ms }: LastBackup): Promise<void> {
  await saveMeta(tx, KEYS.at, at)
  await saveMeta(tx, KEYS.file, file)
  await saveMeta(tx, KEYS.bytes, String(bytes))
  await saveMeta(tx, KEYS.ms, String(ms))
  await tx.deleteFrom('meta').where('key', '=', KEYS.failure).execute()
}

export async function saveBackupFailure(tx: Tx, failure: BackupFailure): Promise<void> {
  await saveMeta(tx, KEYS.failure, JSON.stringify(failure))
}

async function saveMeta(tx: Tx, key: string, value: string): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
