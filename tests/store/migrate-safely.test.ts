import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openDatabase, openDatabaseToRead } from '../../src/store/database.ts'
import type { MigrationReport } from '../../src/store/migrate-safely.ts'
import { writeOlderDatabase } from '../support/older-database.ts'
import { startProcess } from '../support/run-policywatch.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const ALL = readdirSync(path.resolve(import.meta.dirname, '../../migrations'))
  .map((file) => file.replace(/\.ts$/, ''))
  .toSorted()
const OLD = ALL.slice(0, 6)
const RUNNER = path.resolve(import.meta.dirname, '../support/migration-runner.ts')

/** A database that has had the first six migrations, and holds something. */
async function openOldPlace(): Promise<{ dir: string; backups: string }> {
  const dir = makeTempDir()
  await writeOlderDatabase(dir, OLD, (sqlite) => {
    sqlite.exec("insert into meta values ('installation', 'abc')")
    sqlite.exec("insert into stories (id, created_at) values (1, '2026-03-01T00:00:00.000Z')")
  })
  return { dir, backups: path.join(dir, 'backups') }
}

function putFiles(folder: string, names: readonly string[]): void {
  mkdirSync(folder)
  for (const name of names) writeFileSync(path.join(folder, name), '')
}

function namesIn(file: string): readonly string[] {
  const sqlite = new Database(file)
  const names = sqlite.prepare('select name from kysely_migration order by name').pluck().all()
  sqlite.close()
  return names as string[] // the column holds text
}

describe('an older database', () => {
  test('is copied before it is brought up to date', async () => {
    const { dir, backups } = await openOldPlace()
    const told: MigrationReport[] = []

    const db = await openDatabase(dir, { onMigrated: (report) => void told.push(report) })
    await db.destroy()

    const [name = ''] = readdirSync(backups)
    expect(name).toMatch(/^before-0007-\d{8}T\d{6}Z\.db$/)
    expect(namesIn(path.join(backups, name))).toEqual(OLD)
    expect(namesIn(path.join(dir, 'policywatch.db'))).toEqual(ALL)
    expect(told).toEqual([{ migrations: ALL.slice(6), copy: path.join(backups, name) }])
  })

  test('keeps the last three of such copies, and files of others', async () => {
    const { dir, backups } = await openOldPlace()
    const others = ['before-0003-20200101T000000Z.db.bak', 'policywatch-20200101T000000Z.db']
    const earlier = ['before-0009-20200101T000000Z.db', 'before-0002-20210101T000000Z.db']
    const newest = 'before-0005-20220101T000000Z.db'
    putFiles(backups, [...others, ...earlier, newest])

    const db = await openDatabase(dir)
    await db.destroy()

    expect(readdirSync(backups).toSorted()).toEqual([
      'before-0002-20210101T000000Z.db',
      expect.stringMatching(/^before-0003-.*bak$/),
      newest,
      expect.stringMatching(/^before-0007-/),
      'policywatch-20200101T000000Z.db',
    ])
  })

  test('is left as it is when it cannot be copied', async () => {
    const { dir, backups } = await openOldPlace()
    writeFileSync(backups, 'a file where the folder should be')

    const opened = openDatabase(dir)

    await expect(opened).rejects.toMatchObject({
      name: 'MigrationRefusedError',
      message: expect.stringContaining('the copy that comes first failed') as string,
      remedy: expect.any(String) as string,
    })
    expect(namesIn(path.join(dir, 'policywatch.db'))).toEqual(OLD)
  })

  test('of somebody who could store nothing yet is not copied', async () => {
    const dir = makeTempDir()
    await writeOlderDatabase(dir, OLD, () => {})

    const db = await openDatabase(dir)
    await db.destroy()

    expect(existsSync(path.join(dir, 'backups'))).toBe(false)
  })

  test.each([0, 20, 60])(
    'is old or new, and never half, when the program is killed %d ms after it began to copy',
    async (delayMs) => {
      const { dir, backups } = await openOldPlace()
      const program = startProcess([RUNNER, dir])
      const ended = program.finished.then(() => true)
      await untilThere(backups, ended)
      await sleep(delayMs)
      program.process.kill('SIGKILL')
      await ended

      const left = namesIn(path.join(dir, 'policywatch.db'))
      const again = await openDatabase(dir)
      await again.destroy()

      expect([OLD, ALL]).toContainEqual(left)
      expect(namesIn(path.join(dir, 'policywatch.db'))).toEqual(ALL)
      expect(readdirSync(backups).filter((name) => name.endsWith('.part'))).toEqual([])
    },
  )
})

/** Resolves when a file or folder is there, or the program has ended. */
async function untilThere(place: string, ended: Promise<boolean>): Promise<void> {
  for (;;) {
    const hasEnded = await Promise.race([ended, sleep(1, false)])
    if (hasEnded || existsSync(place)) return
  }
}

describe('a database of a newer version', () => {
  async function openNewPlace(...copies: readonly string[]): Promise<string> {
    const dir = makeTempDir()
    const db = await openDatabase(dir)
    await db.destroy()
    const sqlite = new Database(path.join(dir, 'policywatch.db'))
    sqlite.exec("insert into kysely_migration values ('9998_one', '2030'), ('9999_two', '2030')")
    sqlite.close()
    putFiles(path.join(dir, 'backups'), copies)
    return dir
  }
  const nextNumber = String(ALL.length + 1).padStart(4, '0')

  test('is refused with the newest copy from before the upgrade that fits this program', async () => {
    const dir = await openNewPlace(
      'before-9999-20300301T000000Z.db',
      `before-${nextNumber}-20300201T000000Z.db`,
      `before-${nextNumber}-20300101T000000Z.db`,
    )
    const before = namesIn(path.join(dir, 'policywatch.db'))
    const fitting = path.join(dir, 'backups', `before-${nextNumber}-20300201T000000Z.db`)

    const written = openDatabase(dir)
    await expect(written).rejects.toThrow(
      `written by a newer Policywatch (it has 9998_one, 9999_two); install that version, or go back to the copy from before the upgrade, without what came since: policywatch restore ${fitting}`,
    )
    const read = await openDatabaseToRead(dir)

    expect(read).toMatchObject({
      kind: 'unfit',
      message: expect.stringContaining(fitting) as string,
    })
    expect(namesIn(path.join(dir, 'policywatch.db'))).toEqual(before)
  })

  test('is refused with a word on backups where no copy fits', async () => {
    const dir = await openNewPlace('before-9999-20300301T000000Z.db')

    const written = openDatabase(dir)

    await expect(written).rejects.toThrow(/ or restore a backup from before the upgrade$/)
  })
})
