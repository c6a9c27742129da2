import type { Span } from './month-calendar.ts'
import type { MonthSize } from './month-size.ts'

/** All that there is in the month, the same for the same size and seed in every process that makes it. */
export type MonthWorld = {
  readonly size: MonthSize
  readonly timezone: string
  readonly feeds: readonly MonthFeed[]
  readonly rules: readonly MonthRule[]
  readonly subscriptions: readonly MonthSubscription[]
  readonly stories: readonly MonthStory[]
  /** When the disk is full. */
  readonly diskFull: readonly Span[]
}

export type MonthFeed = {
  readonly id: string
  readonly url: string
  readonly schedule: string
  readonly startWith: 'digest' | 'everything' | 'nothing'
  readonly tag: string
}

export type MonthRule = {
  readonly id: string
  readonly title: string
  /** In the language of rules. */
  readonly match: string
  /** The same, of the words that were planted in a text. */
  readonly holds: (words: ReadonlySet<string>) => boolean
  /** Words to plant, most of which make it hold. */
  readonly plantings: readonly (readonly string[])[]
  /** Ids and #tags as in the configuration; null: all feeds. */
  readonly feeds: readonly string[] | null
}

export type MonthSubscription = {
  readonly id: string
  readonly to: readonly string[]
  /** Ids. */
  readonly rules: readonly string[]
  readonly deliver: string
  readonly quiet: string | null
  readonly budget: number
}

export type MonthStory = {
  /** Stands in title and link, and so in every e-mail that tells it: `S-00042`. */
  readonly ref: string
  readonly number: number
  readonly words: readonly string[]
  /** Where it is published, and since when. */
  readonly copies: readonly { readonly feedId: string; readonly at: number }[]
  /** It stood there when the watch began. */
  readonly isBacklog: boolean
}
