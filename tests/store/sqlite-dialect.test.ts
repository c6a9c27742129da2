import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { makeTempDir } from '../support/temp-dir.ts'

test('no bound value takes part in how SQLite plans a statement', async () => {
  const db = await openDatabase(makeTempDir())
  onTestFinished(async () => await db.destroy())

  const { sql, parameters } = db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'own')
    .limit(1)
    .compile()

  expect(sql).toBe('select "value" from "meta" where "key" = +? limit +?')
  expect(parameters).toEqual(['own', 1])
})
