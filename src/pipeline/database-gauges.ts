import type { Settings } from '../config/settings.ts'
import { SECOND_MS } from '../core/time.ts'
import type { GaugeSource, Sample } from '../observe/metrics.ts'
import { readBackupState } from '../store/backup-state.ts'
import { findMeta } from '../store/database.ts'
import { readDatabaseSize } from '../store/database-size.ts'
import type { Deps } from './deps.ts'

/** What a metrics system is told of the database and its backups. */
export function databaseGauges(
  { db }: Pick<Deps, 'db'>,
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
      name: 'policywatch_disk_free_bytes',
      help: 'What is left on the disk of the data folder for this user.',
      labelNames: [],
      read: async () => [{ value: (await readDatabaseSize(db, settings().dataDir)).diskFree }],
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
  ]
}
