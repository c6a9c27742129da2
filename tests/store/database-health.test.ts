import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { DatabaseHealth, type HealthOptions } from '../../src/store/database-health.ts'
import { openStoredPlace, type StoredPlace, tearEnd } from '../support/stored-place.ts'

type Examined = {
  readonly health: DatabaseHealth
  readonly examined: Promise<void>
  readonly told: string[]
}

/** Looks through the database of a place, by a thread where `atOnceBytes` is 0. */
function examine({ dataDir, file }: StoredPlace, options: Partial<HealthOptions>): Examined {
  const told: string[] = []
  const health = new DatabaseHealth(dataDir, (finding) => void told.push(finding), options)
  const sqlite = new Database(file)
  onTestFinished(async () => {
    await health.close()
    sqlite.close()
  })
  return { health, told, examined: health.examine(sqlite) }
}

describe('a database is looked through at the start', () => {
  test.each([
    ['at once', {}],
    ['by a thread', { atOnceBytes: 0 }],
  ])('%s, and found sound', async (_, options) => {
    const { health, examined, told } = examine(await openStoredPlace(), options)

    await examined

    expect(health.state).toEqual({ kind: 'sound' })
    expect(told).toEqual([])
  })

  test.each([
    ['at once', {}],
    ['by a thread', { atOnceBytes: 0 }],
  ])('%s, which refuses one that is damaged', async (_, options) => {
    const place = await openStoredPlace(500)
    tearEnd(place.file)

    const { examined } = examine(place, options)

    await expect(examined).rejects.toMatchObject({
      name: 'DamagedDatabaseError',
      code: 'SQLITE_CORRUPT',
      message: expect.stringMatching(/page/i) as string,
    })
  })

  test('without holding up a start for long: damage that is found later is told once', async () => {
    const place = await openStoredPlace(500)
    tearEnd(place.file)
    const { health, examined, told } = examine(place, { atOnceBytes: 0, waitMs: 0 })

    await examined
    const atFirst = health.state
    await vi.waitUntil(() => told.length > 0, 20_000)
    health.report('another page')

    expect(atFirst).toEqual({ kind: 'checking' })
    expect(health.state).toEqual({ kind: 'damaged', finding: told[0] })
    expect(told).toHaveLength(1)
  })

  test('and what breaks meanwhile is told by the statement that meets it', async () => {
    const { dataDir, file } = await openStoredPlace(500)
    const told: unknown[] = []
    tearEnd(file)
    const db = await openDatabase(dataDir, { onError: (error) => void told.push(error) })
    onTestFinished(async () => await db.destroy())

    const read = db.selectFrom('items').selectAll().execute()

    await expect(read).rejects.toThrow('malformed')
    expect(told).toEqual([expect.objectContaining({ code: 'SQLITE_CORRUPT' })])
  })
})
