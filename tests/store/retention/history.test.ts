import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { subscriptionIdOf } from '../../../src/core/ids.ts'
import { findSubjectOfStory } from '../../../src/store/threads.ts'
import { NOW, OLD, openStoredWorld, sentAlert, YOUNG } from './stored-world.ts'

test('messages without matches go by their age, but for one by which an address is known to fail', async () => {
  const world = await openStoredWorld()
  await world.change(`${sentAlert(-1, OLD)}; ${sentAlert(-2, OLD)}; ${sentAlert(-3, YOUNG)};
    insert into failing_addresses values ('desk@example.org', -2, '${OLD}', '${OLD}')`)

  await world.prune()

  const alerts = await world.db.selectFrom('alerts').select('id').orderBy('id').execute()
  expect(alerts.map(({ id }) => id)).toEqual([-3, -2, 2])
})

test('an alert stays as long as a story that it told, though another one is gone', async () => {
  const world = await openStoredWorld()
  await world.change('update alert_matches set alert_id = 1 where match_id = 2')

  await world.prune()

  const told = await world.db.selectFrom('alert_matches').selectAll().execute()
  expect(await world.stories()).toEqual([2])
  expect(told).toEqual([{ alert_id: 1, match_id: 2, subscription_id: 'desk' }])
})

test('polls go by their age, but for the last one of each feed', async () => {
  const world = await openStoredWorld()
  const poll = (id: number, feed: string, at: string): string =>
    `insert into polls values (${id}, '${feed}', '${at}', 1, 'unchanged', 304, 0, 0, 0, 0, 0, null)`
  await world.change(
    [
      poll(1, 'ports', OLD),
      poll(2, 'ports', '2026-03-04T08:30:00.000Z'),
      poll(3, 'energy', OLD),
      poll(4, 'energy', YOUNG),
    ].join(';'),
  )

  await world.prune()

  const polls = await world.db.selectFrom('polls').select('id').orderBy('id').execute()
  expect(polls.map(({ id }) => id)).toEqual([2, 4])
})

test('conditions that were told to the end, gaps and rules as they were go by their age', async () => {
  const world = await openStoredWorld()
  const condition = (id: number, end: string | null, told: string | null): string =>
    `insert into conditions values (${id}, 'ports', null, 'failing', '${OLD}', '${OLD}', '',
      ${end === null ? 'null, null' : `'${end}', 'recovered'`}, '${OLD}', ${told === null ? 'null' : `'${told}'`})`
  const revision = (id: number, until: string | null): string =>
    `insert into rule_revisions values (${id}, 'r${id}', 'r', 'reactors', '{}', '${OLD}', ${until === null ? 'null' : `'${until}'`})`
  await world.change(
    [
      condition(1, OLD, OLD),
      condition(2, OLD, null),
      condition(3, YOUNG, YOUNG),
      condition(4, null, null),
      `insert into gaps values (1, 'ports', '${OLD}', '${OLD}'), (2, 'ports', '${OLD}', '${YOUNG}')`,
      revision(1, OLD),
      revision(2, null),
      revision(3, YOUNG),
    ].join(';'),
  )

  await world.prune()

  const { rows } = await sql<{ name: string; ids: string }>`
    select 'conditions' name, group_concat(id) ids from conditions
    union all select 'gaps', group_concat(id) from gaps
    union all select 'revisions', group_concat(id) from rule_revisions`.execute(world.db)
  expect(rows.map(({ name, ids }) => `${name} ${ids}`)).toEqual([
    'conditions 2,3,4',
    'gaps 2',
    'revisions 2,3',
  ])
})

test('a key is forgotten five years after its item went, unless its feed lists the item still', async () => {
  const world = await openStoredWorld()
  await world.change(`insert into identities values ('ports', cast('old' as blob), 90, unixepoch('${OLD}') * 1000, '2021-01-01T00:00:00.000Z'),
    ('ports', cast('listed' as blob), 91, 0, '2021-01-01T00:00:00.000Z'), ('ports', cast('younger' as blob), 92, 0, '${OLD}');
    update feeds set listed_items = '[91]' where id = 'ports'`)

  await world.prune()

  const keys = await world.db.selectFrom('identities').select('key').orderBy('key').execute()
  expect(keys.map(({ key }) => String(key))).toEqual(['guid:1', 'guid:2', 'listed', 'younger'])
})

test('a feed that left the configuration is forgotten with the last key of its items', async () => {
  const world = await openStoredWorld()
  await world.change(`insert into feeds (id, url) values ('known', 'https://known.example'), ('unknown', 'https://unknown.example');
    insert into identities values ('known', cast('younger' as blob), 92, unixepoch('${OLD}') * 1000, '${OLD}')`)

  await world.prune()

  const feeds = await world.db.selectFrom('feeds').select('id').orderBy('id').execute()
  expect(feeds.map(({ id }) => id)).toEqual(['energy', 'known', 'ports'])
})

test('a feed that has brought nothing yet and left the configuration lately is remembered', async () => {
  const world = await openStoredWorld()
  await world.change(`insert into feeds (id, url, last_polled_at) values
    ('lately', 'https://lately.example', '${YOUNG}'), ('long-ago', 'https://long-ago.example', '${OLD}')`)

  await world.prune()

  const feeds = await world.db.selectFrom('feeds').select('id').orderBy('id').execute()
  expect(feeds.map(({ id }) => id)).toEqual(['energy', 'lately', 'ports'])
})

test('what the next proof of life counts is kept, however short the days', async () => {
  const world = await openStoredWorld(
    'keep: { items: 1d, polls: 1d }',
    'rules: all, allQuiet: monthly',
  )
  const since = '2026-03-03T00:00:00.000Z'
  await world.change(
    `insert into quiet_reports values ('desk', '${since}'), ('other', '2020-01-01T00:00:00.000Z')`,
  )

  const { limits } = await world.prune()

  expect(await world.stories()).toEqual([1, 2])
  expect(limits).toMatchObject({ items: since, polls: since, history: since })
})

test('when all was removed that was old is noted, and not when it was ended early', async () => {
  const world = await openStoredWorld()
  const read = async (): Promise<readonly string[]> =>
    (
      await world.db.selectFrom('meta').select('value').where('key', '=', 'pruned_at').execute()
    ).map(({ value }) => value)

  const stopped = await world.prune('remove', AbortSignal.abort())
  const before = await read()
  const done = await world.prune()

  expect([stopped.kind, before, done.kind, await read()]).toEqual(['stopped', [], 'done', [NOW]])
})

test('empty pages are given back to the system', async () => {
  const world = await openStoredWorld()
  await world.change(`update items set text = '${'x'.repeat(2_000_000)}' where id = 1`)

  const { databaseBytes } = await world.prune()

  const { rows } = await sql<{
    count: number
  }>`select freelist_count count from pragma_freelist_count`.execute(world.db)
  expect(databaseBytes).toBeGreaterThan(1_900_000)
  expect(rows).toEqual([{ count: 0 }])
})

test('an e-mail that told two stories names no thread when one of them is gone', async () => {
  const world = await openStoredWorld()
  await world.change(`update alerts set sealed_match_count = 2 where id = 1;
    update alert_matches set alert_id = 1 where match_id = 2;
    update alert_edits set alert_id = 1 where edit_id = 2;
    ${sentAlert(3, YOUNG)}`)
  const alert = { id: 3, subscriptionId: subscriptionIdOf('desk') }

  await world.prune()

  expect(await world.stories()).toEqual([2])
  expect(await findSubjectOfStory(world.db, alert, 2)).toBeNull()
})
