import { hash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'

/**
 * Keys in bytes, less than half of what they took as text, and those of stories' links with their host before all else, so that the
 * links of a document stand side by side. A key of a story that was last seen more than 31 days before the newest item led to
 * none any more, and goes. An item that a clock which was ahead has dated is not believed to be the newest.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of BEFORE) await sql.raw(statement).execute(db)
  await carryLinksOver(db)
  for (const statement of AFTER) await sql.raw(statement).execute(db)
}

const SINCE = `(select strftime('%Y-%m-%dT%H:%M:%fZ', min(newest, strftime('%Y-%m-%dT%H:%M:%fZ')), '-31 days')
  from (select max(first_seen_at) newest from items))`

/** Whose story is there: without foreign keys it may have been removed by hand, and its keys left. */
const LEADS_SOMEWHERE = `seen_at >= ${SINCE} and exists (select 1 from stories where id = story_id)`

/** Milliseconds since 1970. */
const SEEN_MS = `unixepoch(seen_at) * 1000 + cast(substr(seen_at, 21, 3) as integer)`

const BEFORE: readonly string[] = [
  `create table new_story_keys (
    key blob not null,
    story_id integer not null references stories (id) on delete cascade,
    seen_at integer not null,
    primary key (key, story_id)
  ) strict, without rowid`,
  // 74 and 6c: t and l
  `insert into new_story_keys (key, story_id, seen_at)
    select unhex('74' || substr(key, 6)), story_id, ${SEEN_MS} from story_keys
    where key >= 'text:' and key < 'text;' and ${LEADS_SOMEWHERE} and unhex(substr(key, 6)) is not null`,
]

const AFTER: readonly string[] = [
  `create table new_identities (
    feed_id text not null,
    key blob not null,
    item_id integer not null,
    seen_at integer not null,
    item_gone_at text,
    primary key (feed_id, key)
  ) strict, without rowid`,
  `insert into new_identities (feed_id, key, item_id, seen_at, item_gone_at)
    select feed_id, unhex(letter || substr(identities.key, instr(identities.key, ':') + 1)), item_id, ${SEEN_MS}, item_gone_at
    from identities cross join (
      select 'guid' kind, '67' letter union all select 'link', '6c' union all select 'link-text', '78'
      union all select 'link-title', '68' union all select 'whole', '77'
    ) on kind = substr(identities.key, 1, instr(identities.key, ':') - 1)
    where unhex(substr(identities.key, instr(identities.key, ':') + 1)) is not null`,
  `drop table identities`,
  `alter table new_identities rename to identities`,
  `create index identities_by_item on identities (item_id)`,
  `create index identities_of_gone_items on identities (item_gone_at) where item_gone_at is not null`,

  `drop table story_keys`,
  `alter table new_story_keys rename to story_keys`,
  `create index story_keys_by_story on story_keys (story_id)`,
]

const BATCH = 1_000

type Link = { readonly id: number; readonly url: string }

/** The key of a link does not say its host, but an item has it, unless that was edited and has another now. */
async function carryLinksOver(db: Kysely<unknown>): Promise<void> {
  for (let afterId = 0; ; ) {
    const { rows } = await sql<Link>`
      select id, canonical_url url from items
      where id > ${afterId} and canonical_url is not null order by id limit ${BATCH}`.execute(db)
    const last = rows.at(-1)
    if (last === undefined) return
    afterId = last.id
    const links = new Map(rows.map(({ url }) => [hexOf(url), `link:${digestOf(url)}`]))
    await sql`
      insert into new_story_keys (key, story_id, seen_at)
      select link.key, story_id, ${sql.raw(SEEN_MS)}
      from (
        select unhex(value ->> 0) key, value ->> 1 old_key from json_each(${JSON.stringify([...links])})
      ) link cross join story_keys on story_keys.key = link.old_key
      where not exists (select 1 from new_story_keys carried where carried.key = link.key) and ${sql.raw(LEADS_SOMEWHERE)}`.execute(
      db,
    )
  }
}

function hexOf(url: string): string {
  const host = url.split('/')[2] ?? ''
  return `6c${digestOf(host).slice(0, 8)}${digestOf(url).slice(0, 24)}`
}

function digestOf(value: string): string {
  return hash('sha256', value, 'hex').slice(0, 32)
}
