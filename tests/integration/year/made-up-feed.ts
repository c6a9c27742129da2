import type { Episode } from './episode.ts'
import type { Language, Topic } from './languages.ts'

/** What a made-up ministry published once, in the words that it had from then on. */
export type Publication = {
  readonly feedId: string
  readonly number: number
  /** Milliseconds since the epoch, like all times of the world. */
  readonly at: number
  /** Several ministries published it together; null: this one alone. */
  readonly release: string | null
  /** First what it said when it came, then each correction. */
  readonly versions: readonly [Version, ...Version[]]
}

export type Version = {
  readonly since: number
  readonly title: string
  readonly text: string
  readonly topics: readonly Topic[]
}

/** How a feed tells its items apart. */
export type Guids =
  | 'own'
  /** The link stands there. */
  | 'permalink'
  | 'none'
  /** Made anew whenever the feed is asked for. */
  | 'rebuilt'
  /** One and the same on all items. */
  | 'same'
  /** The place in the list. */
  | 'places'
  /** Given again to later items. */
  | 'recycled'

export type Links =
  | 'own'
  /** With a visitor's mark that is another at each poll. */
  | 'tracked'
  /** Always the front page. */
  | 'constant'
  | 'none'

export type Dates = 'fine' | 'future' | 'absurd' | 'unreadable' | 'none'

export type Validators =
  | 'both'
  | 'etag'
  | 'modified'
  | 'none'
  /** An ETag is given, and the whole document all the same. */
  | 'ignored'

/** How often a ministry publishes. */
export type Rhythm = 'several-a-day' | 'daily' | 'twice-a-week' | 'weekly' | 'monthly'

/** What a feed is from the beginning; what happens to it stands in its episodes. */
export type Traits = {
  readonly id: string
  readonly host: string
  readonly format: 'rss' | 'atom' | 'rdf' | 'json'
  readonly language: Language
  readonly charset: string
  /** What the Content-Type says; null: nothing. */
  readonly saidCharset: string | null
  readonly schedule: string
  /** Hours between two polls by the schedule. */
  readonly pollHours: number
  readonly rhythm: Rhythm
  /** As many items as it lists. */
  readonly window: number
  readonly guids: Guids
  readonly links: Links
  readonly dates: Dates
  readonly validators: Validators
  /** All items bear the same title. */
  readonly hasStandingTitle: boolean
  /** The document says when it was made, so that no two are alike. */
  readonly isStamped: boolean
  /** Its newest item was months old when the watch began. */
  readonly isAsleep: boolean
}

export type MadeUpFeed = Traits & {
  readonly episodes: readonly Episode[]
  /** Oldest first; those before the year were published already. */
  readonly publications: readonly Publication[]
  /** What stands where its address leads for a while. */
  readonly foreign: readonly Publication[]
}

/** Why a feed is as it is, for messages. */
export function describeFeed(feed: MadeUpFeed): string {
  const { id, format, guids, links, validators, window, rhythm, charset, pollHours } = feed
  const traits = [format, charset, rhythm, `lists ${window}`, `polled every ${pollHours} h`]
  const marks = [`guids ${guids}`, `links ${links}`, `validators ${validators}`]
  return `${id} (${[...traits, ...marks].join(', ')})`
}
