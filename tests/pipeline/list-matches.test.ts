import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listMatches } from '../../src/pipeline/list-matches.ts'
import { openStoredWorld } from '../store/retention/stored-world.ts'

const ALL = {
  ruleId: null,
  subscriptionId: null,
  storyId: null,
  since: null,
  beforeId: null,
  which: 'all',
} as const

test('the next page begins behind a match whose item retention has removed meanwhile', async () => {
  const { db, settings } = await openStoredWorld()
  await sql`pragma foreign_keys = off`.execute(db)
  await sql`delete from items where id = 2`.execute(db)

  const page = await listMatches(db, settings, { ...ALL, limit: 1 })
  const nextPage = await listMatches(db, settings, { ...ALL, limit: 1, beforeId: page.next })

  expect(page).toEqual({ matches: [], next: 2 })
  expect(nextPage).toMatchObject({ matches: [{ match: { id: 1 } }], next: null })
})
