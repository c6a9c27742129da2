import type { Settings } from '../config/settings.ts'
import { findBackupDueAt } from '../core/decide-backup.ts'
import { msOf, SECOND_MS } from '../core/time.ts'
import type { GaugeSource, Sample } from '../observe/metrics.ts'
import { readBackupState } from '../store/backup-state.ts'
import { findMeta } from '../store/database.ts'
import { readDatabaseSize } from '../store/database-size.ts'
import type { Deps } from './deps.ts'
import { readCoverage } from './search-index/search-coverage.ts'

/** What a metrics system is told of the database and its backups. */
export function databaseGauges(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  settings: () => Settings,
): readonly GaugeSource[] {
  const noteOf = async (
    key: string,
    read: (text: string) => number,
  ): Promise<readonly Sample[]> => {
    const text = await findMeta(db, key)
    const value = text === null ? Number.NaN : read(text)
    return Number.isNaN(value) ? [] : [{ value }]
  }
  return [
    {
      name: 'policywatch_database_bytes',
      help: 'Size of the database by part: its file, and the log of writes that are not in the file yet.',
      labelNames: ['part'],
      read: async (): Promise<readonly Sample[]> => {
        const { file, wal } = await readDatabaseSize(db, settings().dataDir)
        return [
          { labels: { part: 'file' }, value: file },
          { labels: { part: 'wal' }, value: wal },
        ]
      },
    },
    {
      name: 'policywatch_database_unused_bytes',
      help: 'Of the file of the database: what was freed and is used again before it grows.',
      labelNames: [],
      read: async () => [{ value: (await readDatabaseSize(db, settings().dataDir)).unused }],
    },
    {
      name: 'policywatch_search_waiting_items',
      help: 'Items that are not in the search index yet, or were edited since; a search finds them by reading them. Up to some hundred wait at any time.',
      labelNames: [],
      read: async (): Promise<readonly Sample[]> => {
        const { waitingCount, editedCount } = await readCoverage(db, null)
        return [{ value: waitingCount + editedCount }]
      },
    },
    {
      name: 'policywatch_disk_free_bytes',
      help: 'What is left on the disk of the data folder for this user.',
      labelNames: [],
      read: async () => [{ value: (await readDatabaseSize(db, settings().dataDir)).diskFree }],
    },
    {
      name: 'policywatch_disk_size_bytes',
      help: 'Size of that disk.',
      labelNames: [],
      read: async () => [{ value: (await readDatabaseSize(db, settings().dataDir)).diskSize }],
    },
    {
      name: 'policywatch_last_backup_timestamp_seconds',
      help: 'When the last backup succeeded; absent before the first one.',
      labelNames: [],
      read: async () => await noteOf('last_backup_at', (text) => Date.parse(text) / SECOND_MS),
    },
    {
      name: 'policywatch_last_backup_bytes',
      help: 'Size of the last backup that succeeded; absent before the first one.',
      labelNames: [],
      read: async () => await noteOf('last_backup_bytes', Number),
    },
    {
      name: 'policywatch_backup_failures',
      help: 'Attempts at a scheduled backup that failed since the last one that succeeded.',
      labelNames: [],
      read: async () => [{ value: (await readBackupState(db)).failure?.count ?? 0 }],
    },
    {
      name: 'policywatch_backup_overdue_seconds',
      help: 'For how long a scheduled backup has been due and was not made; 0 when none is due.',
      labelNames: [],
      read: async () => [{ value: await readBackupDelay({ db, now }, settings()) }],
    },
  ]
}

async function readBackupDelay(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { backup, timezone }: Settings,
): Promise<number> {
  if (backup === null) return 0
  const { last, failure } = await readBackupState(db)
  const when = { schedule: backup.schedule, timezone }
  const dueAt = findBackupDueAt(when, last?.at ?? null, failure?.since ?? null)
  return dueAt === null ? 0 : Math.max(0, msOf(now()) - msOf(dueAt)) / SECOND_MS
}
