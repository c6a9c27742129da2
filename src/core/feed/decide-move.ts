import { type Move, NOT_MOVED } from './feed-state.ts'

/**
 * A server may say that an address has moved for good, by a slip or because somebody took it over. It is believed when it
 * has said so several polls long and the feed's items are found there; then the new address is asked at once, and the
 * administrator is told to write it down. When it stops working the configured one is asked again.
 */
const POLLS_UNTIL_ADOPTED = 5
const FAILURES_UNTIL_GIVEN_UP = 3

/** After a poll that read the feed; `movedTo` is where permanent redirects led, null when there were none. */
export function moveAfterSuccess(
  before: Move,
  movedTo: string | null,
  itemsAre: 'shared' | 'strange',
): Move {
  if (movedTo === null) return { to: null, count: 0, adoptedUrl: before.adoptedUrl }
  if (itemsAre === 'strange') return { to: movedTo, count: 0, adoptedUrl: before.adoptedUrl }
  const count = movedTo === before.to ? before.count + 1 : 1
  return count < POLLS_UNTIL_ADOPTED
    ? { to: movedTo, count, adoptedUrl: before.adoptedUrl }
    : { to: null, count: 0, adoptedUrl: movedTo }
}

/** After a poll that failed, the `failureCount`-th in a row. */
export function moveAfterFailure(before: Move, failureCount: number): Move {
  return failureCount >= FAILURES_UNTIL_GIVEN_UP ? NOT_MOVED : before
}
