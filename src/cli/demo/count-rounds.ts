import type { FeedId } from '../../core/ids.ts'

/** Tells when every feed has been polled once more. */
export type Rounds = {
  readonly notePoll: (feed: FeedId) => void
  /** Resolves at the end of the round that is under way, or else of the next one. */
  readonly untilNextEnd: () => Promise<void>
}

/** For feeds of one schedule: each is polled once in a round, in whatever order. */
export function countRounds(feeds: readonly FeedId[]): Rounds {
  let unpolled = new Set(feeds)
  let round = Promise.withResolvers<void>()
  return {
    notePoll: (feed): void => {
      unpolled.delete(feed)
      if (unpolled.size > 0) return
      round.resolve()
      unpolled = new Set(feeds)
      round = Promise.withResolvers<void>()
    },
    untilNextEnd: async (): Promise<void> => await round.promise,
  }
}
