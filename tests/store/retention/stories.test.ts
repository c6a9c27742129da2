import { expect, test } from 'vitest'
import { NOW, OLD, openStoredWorld, YOUNG } from './stored-world.ts'

test('an old story goes with all that belongs to it, and its alert after it', async () => {
  const world = await openStoredWorld()

  const { rows } = await world.prune()

  expect(await world.stories()).toEqual([2])
  expect(Object.fromEntries(rows)).toMatchObject({
    stories: 1,
    items: 1,
    matches: 1,
    edits: 1,
    alerts: 1,
    deliveries: 1,
    identities: 0,
  })
})

test('the key of an item that went stays, and says since when it has none', async () => {
  const world = await openStoredWorld()

  await world.prune()

  const keys = await world.db.selectFrom('identities').select(['key', 'item_gone_at']).execute()
  expect(keys.map(({ key, item_gone_at }) => [String(key), item_gone_at])).toEqual([
    ['guid:1', NOW],
    ['guid:2', null],
  ])
})

test('a dry run says the same and changes nothing', async () => {
  const world = await openStoredWorld()

  const { rows } = await world.prune('count')

  expect(await world.stories()).toEqual([1, 2])
  expect(rows).toEqual((await world.prune()).rows)
})

const REST_OF_ITEM = `guid, url, canonical_url, title, published_at, published_raw, updated_at, authors, categories, summary, text,
  searched, language, content_hash, first_seen_at, last_seen_at, revised_at, article_attempts, article_retry_at, article_problem, was_published, summary_is_text`

/** What happened to the old story so that it stays. */
const REASONS: readonly (readonly [string, string])[] = [
  ['an item of it was seen lately', `update items set last_seen_at = '${YOUNG}' where id = 1`],
  ['its feed lists it still', `update feeds set listed_items = '[1]' where id = 'ports'`],
  [
    'the article of one of its items is still to come',
    `update items set feed_id = 'energy', article_retry_at = '${OLD}' where id = 1`,
  ],
  [
    'an e-mail that tells it has not ended',
    `update deliveries set state = 'held', finished_at = null where id = 1;
    delete from alert_edits where edit_id = 1`,
  ],
  [
    'an e-mail that tells it ended lately',
    `update deliveries set finished_at = '${YOUNG}' where id = 1; delete from alert_edits where edit_id = 1`,
  ],
  ['a rule hit it lately', `update matches set matched_at = '${YOUNG}' where id = 1`],
  [
    'it was decided lately not to tell it',
    `insert into suppressions values (1, 'calm', '', 'opted out', '${YOUNG}')`,
  ],
  ['an item of it was edited lately', `update edits set edited_at = '${YOUNG}' where id = 1`],
  [
    'an e-mail that tells an edit of it alone has not ended',
    `update deliveries set state = 'held', finished_at = null where id = 1;
    insert into suppressions values (1, 'calm', '', 'opted out', '${OLD}');
    delete from alert_matches where match_id = 1`,
  ],
  [
    'nothing says what became of a match of it',
    'delete from alert_matches where match_id = 1; delete from alert_edits where edit_id = 1',
  ],
  [
    'it holds the last item, whose id must not come back',
    `insert into items select 9, feed_id, story_id, ${REST_OF_ITEM} from items where id = 1`,
  ],
  [
    'it holds the last match',
    `insert into matches values (9, 'ports', 1, 1, 'r', '{}', '${OLD}', null);
    insert into suppressions values (9, '', '', 'told before', '${OLD}')`,
  ],
  [
    'it holds the last edit',
    `insert into edits values (9, 1, 'Release', '', 'content', '${OLD}', '${OLD}')`,
  ],
]

test.each(REASONS)('an old story stays whole when %s', async (_, statements) => {
  const world = await openStoredWorld()
  await world.change(statements)

  const { rows } = await world.prune()

  expect(await world.stories()).toEqual([1, 2])
  expect(rows.get('items')).toBe(0)
})

test('what a feed listed last that left the configuration goes by its age, and so does what waits for an article of it', async () => {
  const world = await openStoredWorld()
  await world.change(`insert into feeds (id, url, listed_items) values ('gone', 'https://gone.example', '[1]');
    update items set feed_id = 'gone', article_retry_at = '${OLD}' where id = 1`)

  await world.prune()

  expect(await world.stories()).toEqual([2])
})

test('the last story stays, though it is old', async () => {
  const world = await openStoredWorld()
  await world.change(`insert into stories (id, first_item_id, created_at) values (9, 0, '${OLD}');
    insert into items select 0, feed_id, 9, ${REST_OF_ITEM} from items where id = 1`)

  await world.prune()

  expect(await world.stories()).toEqual([2, 9])
})

test.each([
  'items',
  'stories',
  'matches',
  'edits',
  'alerts',
  'deliveries',
  'delivery_attempts',
] as const)(
  'when all is old the last row of %s stays, so that its id is given to nothing else',
  async (table) => {
    const world = await openStoredWorld('keep: { items: 1d }')

    await world.prune()

    const { id } = await world.db
      .selectFrom(table)
      .select(({ fn }) => fn.max('id').as('id'))
      .executeTakeFirstOrThrow()
    expect(id).toBe(2)
  },
)
