import { hash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'

/**
 * Keys in bytes, less than half of what they took as text, and those of stories' links with their host before all else, so that the
 * links of a document stand side by side. A key of a story that was last seen more than 31 days before the newest item led to
 * none any more, and goes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of BEFORE) await sql.raw(statement).execute(db)
  await carryLinksOver(db)
  for (const statement of AFTER) await sql.raw(statement).execute(db)
}

const SINCE = `(select strftime('%Y-%m-%dT%H:%M:%fZ', max(first_seen_at), '-31 days') from items)`

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
    where key >= 'text:' and key < 'text;' and seen_at >= ${SINCE} and unhex(substr(key, 6)) is not null`,
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

type Link = { readonly key: string; readonly story_id: number; readonly urls: string }

/** The key of a link does not say its host, but an item of the story has it, unless that was edited and has another now. */
async function carryLinksOver(db: Kysely<unknown>): Promise<void> {
  for (let after: Pick<Link, 'key' | 'story_id'> = { key: 'link:', story_id: 0 }; ; ) {
    const { rows } = await sql<Link>`
      select key, story_id, (
        select json_group_array(canonical_url) from items
        where items.story_id = story_keys.story_id and canonical_url is not null
      ) urls
      from story_keys
      where (key, story_id) > (${after.key}, ${after.story_id}) and key < 'link;' and seen_at >= ${sql.raw(SINCE)}
      order by key, story_id limit ${BATCH}`.execute(db)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last
    const links = rows.flatMap(({ key, story_id, urls }) => {
      const url = (JSON.parse(urls) as string[]).find((of) => `link:${digestOf(of)}` === key)
      return url === undefined ? [] : [[key, story_id, hexOf(url)]]
    })
    await sql`
      insert into new_story_keys (key, story_id, seen_at)
      select unhex(link.value ->> 2), story_id, ${sql.raw(SEEN_MS)}
      from json_each(${JSON.stringify(links)}) link
      join story_keys on story_keys.key = link.value ->> 0 and story_id = link.value ->> 1`.execute(
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
