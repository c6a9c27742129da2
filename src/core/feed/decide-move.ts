import type { Timestamp } from '../time.ts'
import { type Move, NOT_MOVED } from './feed-state.ts'

/**
 * A server may say that an address has moved for good, by a slip or because somebody took it over. It is believed when it
 * has said so several polls long, and listed what the feed had listed before when it said so first. Then the new address
 * is asked at once, and the administrator is told to write it down. The configured one is still asked once a day: when it
 * serves the feed itself again, or the new one stops working, the move is over.
 */
const POLLS_UNTIL_ADOPTED = 5
const FAILURES_UNTIL_GIVEN_UP = 3

/** A poll that read the feed, as far as it tells of moves. */
export type MovingPoll = {
  /** The configured address. */
  readonly url: string
  /** Which address was asked. */
  readonly asked: 'configured' | 'adopted'
  /** The address that answered in the end. */
  readonly answeredBy: string
  /** Where permanent redirects led from there; null when there were none. */
  readonly movedTo: string | null
  /** Whether it lists anything that the poll before did. */
  readonly itemsAre: 'shared' | 'strange'
  readonly at: Timestamp
}

export function moveAfterSuccess(before: Move, poll: MovingPoll): Move {
  const { asked, movedTo, answeredBy, at } = poll
  const { adoptedUrl } = before
  if (movedTo === null && asked === 'configured' && adoptedUrl === null) return NOT_MOVED // nearly always
  const url = URL.parse(poll.url)?.href ?? poll.url // as those that answer are spelt
  if (movedTo === url) return NOT_MOVED
  if (movedTo === null && asked === 'configured') {
    // a redirect for the time being leads to where the feed has moved all the same
    return adoptedUrl !== null && answeredBy !== url ? { ...before, checkedAt: at } : NOT_MOVED
  }
  const isChecked = asked === 'configured' && adoptedUrl !== null
  const checkedAt = isChecked ? at : before.checkedAt
  if (movedTo === null || movedTo === adoptedUrl)
    return { to: null, count: 0, adoptedUrl, checkedAt }
  const count = countTowards(before, movedTo, poll.itemsAre)
  return count < POLLS_UNTIL_ADOPTED
    ? { to: movedTo, count, adoptedUrl, checkedAt }
    : { to: null, count: 0, adoptedUrl: movedTo, checkedAt: at }
}

/** 0: what stood there at first was strange, so that it is not counted until it leads elsewhere. */
function countTowards(
  { to, count }: Move,
  movedTo: string,
  itemsAre: MovingPoll['itemsAre'],
): number {
  if (to !== movedTo) return itemsAre === 'shared' ? 1 : 0
  return count > 0 && itemsAre === 'shared' ? count + 1 : count
}

/** After a poll that brought nothing, the `count`-th in a row, whether it failed or was asked to come back later. */
export function moveAfterFailure(before: Move, count: number): Move {
  return count >= FAILURES_UNTIL_GIVEN_UP ? NOT_MOVED : before
}
