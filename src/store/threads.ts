import { type RawBuilder, type Selectable, sql } from 'kysely'
import { addMs, DAY_MS, type Timestamp } from '../core/time.ts'
import type { Alert } from './alerts.ts'
import { compileOnce } from './compile-once.ts'
import type { Delivery } from './deliveries.ts'
import type { Db, Schema, Tx } from './schema.ts'

/**
 * Threads of e-mails: what is told of a story later stands beneath the e-mail that told it first. An alert of several stories
 * follows none.
 */

/** A delivery, and what it follows is asked for. */
type Followed = Pick<Delivery, 'id' | 'alertId' | 'to'>

/** Mail programs need the first and the latest; a header of hundreds serves nobody. */
const LONGEST_THREAD = 20

/** The alerts that tell a story, by a match or by an edit. */
const tellersOf = (storyId: number): RawBuilder<number> => sql<number>`
  select am.alert_id from alert_matches am join matches m on m.id = am.match_id
    where m.story_id = ${storyId}
  union
  select ae.alert_id from alert_edits ae
    join edits e on e.id = ae.edit_id join items i on i.id = e.item_id
    where i.story_id = ${storyId}`

const storiesOf = (alertId: number): RawBuilder<number> => sql<number>`
  select m.story_id from alert_matches am join matches m on m.id = am.match_id
    where am.alert_id = ${alertId}
  union
  select i.story_id from alert_edits ae
    join edits e on e.id = ae.edit_id join items i on i.id = e.item_id
    where ae.alert_id = ${alertId}`

/**
 * The Message-IDs that a delivery follows, oldest first: those of the e-mails that told its address of the same story. The
 * first answer is kept, so that each attempt makes the same message.
 */
export async function fixThread(tx: Tx, delivery: Followed): Promise<readonly string[]> {
  const [row] = await selectThread(tx, delivery.id)
  if (row === undefined) throw new Error(`there is no delivery ${delivery.id}`)
  if (row.thread !== null) return JSON.parse(row.thread) as string[] // written below
  const thread = await listThread(tx, delivery)
  await updateThread(tx, delivery.id, JSON.stringify(thread))
  return thread
}

const selectThread = compileOnce((tx: Tx, deliveryId: number) =>
  tx.selectFrom('deliveries').select('thread').where('id', '=', deliveryId),
)

const updateThread = compileOnce((tx: Tx, deliveryId: number, thread: string) =>
  tx.updateTable('deliveries').set({ thread }).where('id', '=', deliveryId),
)

async function listThread(db: Db, delivery: Followed): Promise<readonly string[]> {
  const earlier = await listEarlier(db, delivery, 'since the first match')
  const ids = earlier.flatMap(({ state, message_id }) =>
    MAY_BE_THERE.has(state) ? [message_id] : [],
  )
  return ids.length <= LONGEST_THREAD ? ids : [...ids.slice(0, 1), ...ids.slice(1 - LONGEST_THREAD)]
}

const MAY_BE_THERE: ReadonlySet<string> = new Set(['sent', 'uncertain'])

/** What became of the e-mails that tell an address of the story that a delivery follows up. */
export type Original =
  | { readonly kind: 'delivered' }
  /** On its way, or waiting; looked after again at this time, if it is known. */
  | { readonly kind: 'open'; readonly nextAttemptAt: Timestamp | null }
  /** The address never had one. */
  | { readonly kind: 'none' }

export async function findOriginal(db: Db, delivery: Followed): Promise<Original> {
  const original = originalAmong(await listEarlier(db, delivery, 'since the first match'))
  if (original.kind === 'delivered') return original
  return originalAmong(await listEarlier(db, delivery, 'ever')) // anything else keeps an alert back: no time is believed for that
}

function originalAmong(earlier: readonly EarlierDelivery[]): Original {
  if (earlier.some(({ state }) => MAY_BE_THERE.has(state))) return { kind: 'delivered' }
  const open = earlier.find(({ finished_at }) => finished_at === null)
  return open === undefined
    ? { kind: 'none' }
    : { kind: 'open', nextAttemptAt: open.next_attempt_at as Timestamp | null } // written by this folder alone
}

type EarlierDelivery = Pick<
  Selectable<Schema['deliveries']>,
  'message_id' | 'state' | 'next_attempt_at' | 'finished_at'
>

/** A clock may have been set back by so much since the story was first matched. */
const CLOCK_MARGIN_MS = 2 * DAY_MS

/**
 * Deliveries to the same address of earlier alerts that tell the one story of this one, oldest first. A thousand subscriptions may
 * tell a story, and an address may have had mails for years, so those are looked through that it had since the story's first match.
 */
async function listEarlier(
  db: Db,
  { alertId, to }: Followed,
  when: 'since the first match' | 'ever',
): Promise<readonly EarlierDelivery[]> {
  const [story, another] = await selectStories(db, alertId)
  if (story === undefined || another !== undefined) return []
  const [first] = when === 'ever' ? [] : await selectFirstMatch(db, story.story_id)
  const since = first === undefined ? '' : addMs(first.matched_at as Timestamp, -CLOCK_MARGIN_MS) // written by matches.ts alone
  return await selectEarlier(db, story.story_id, alertId, to.address, since)
}

const selectFirstMatch = compileOnce((db, storyId: number) =>
  db
    .selectFrom('matches')
    .select('matched_at')
    .where('story_id', '=', storyId)
    .orderBy('id')
    .limit(1),
)

const selectStories = compileOnce(
  (_, alertId: number) => sql<{ story_id: number }>`${storiesOf(alertId)} limit 2`,
)

const selectEarlier = compileOnce(
  (_, storyId: number, alertId: number, address: string, since: string) => sql<EarlierDelivery>`
    select d.message_id, d.state, d.next_attempt_at, d.finished_at
    from deliveries d indexed by deliveries_by_address
    where lower(d.address) = lower(${address}) and coalesce(d.finished_at, '~') >= ${since}
      and d.alert_id < ${alertId}
      and (exists (
          select 1 from alert_matches am join matches m on m.id = am.match_id
          where am.alert_id = d.alert_id and m.story_id = ${storyId})
        or exists (
          select 1 from alert_edits ae join edits e on e.id = ae.edit_id join items i on i.id = e.item_id
          where ae.alert_id = d.alert_id and i.story_id = ${storyId}))
    order by d.id`,
)

/**
 * The subject of the subscription's first e-mail that told this story, and no other; null: there is none. An e-mail that told
 * more than is kept told others, but for a part, which was given some of what another one tells.
 */
export async function findSubjectOfStory(
  db: Db,
  { id, subscriptionId }: Pick<Alert, 'id' | 'subscriptionId'>,
  storyId: number,
): Promise<string | null> {
  const { rows } = await sql<{ id: number; subject: string }>`
    select a.id, a.subject from alerts a
    where a.id in (${tellersOf(storyId)}) and a.id < ${id}
      and (a.part_number is not null
        or (select count(*) from alert_matches am where am.alert_id = a.id) >= coalesce(a.sealed_match_count, 0))
      and a.subscription_id is ${subscriptionId} and a.subject is not null
    order by a.id`.execute(db)
  for (const alert of rows) {
    const stories = await sql`${storiesOf(alert.id)} limit 2`.execute(db)
    if (stories.rows.length === 1) return alert.subject
  }
  return null
}
