import type { Dates, MadeUpFeed, Publication } from './made-up-feed.ts'

/** What is odd about the date of an item: of a feed with odd dates, every third one. */
export function datesOf({ dates }: Pick<MadeUpFeed, 'dates'>, { number }: Publication): Dates {
  if (dates === 'none') return 'none'
  return number % 3 === 0 ? dates : 'fine'
}
