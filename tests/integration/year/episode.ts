import type { Dice } from '../../../bench/rules/random.ts'
import { DAY_MS, HOUR_MS, timestampOf } from '../../../src/core/time.ts'

/** Something that happens to a feed in the course of the year. */
export type Episode = {
  readonly kind: EpisodeKind
  readonly from: number
  /** Until when; for what stays (`renewed-guids`, `moved` …) when all of it has been seen. */
  readonly until: number
}

export type EpisodeKind =
  // nothing to read comes
  | 'name-gone'
  | 'refused'
  | 'server-error'
  | 'short-outage'
  | 'html-page'
  | 'gone'
  | 'host-throttles'
  /** From then on GET is answered 405, until the configuration says POST. */
  | 'post-only'
  // the way to it changes
  | 'cookies-first'
  | 'moved'
  /** For a while its address leads to a feed that shows other things. */
  | 'leads-elsewhere'
  /** Another address, which the configuration is told of. */
  | 'new-address'
  // what is read is odd
  | 'stuck-on-304'
  | 'truncated'
  | 'empty'
  | 'new-charset'
  | 'renewed-guids'
  | 'rebuilt-site'
  | 'comeback'
  // what is published is odd
  | 'silence'
  | 'burst'

/** How long each lasts, in hours. */
const HOURS: Readonly<Record<EpisodeKind, readonly [number, number]>> = {
  'name-gone': [60, 240],
  refused: [30, 150],
  'server-error': [48, 300],
  'short-outage': [1, 5],
  'html-page': [40, 200],
  gone: [72, 200],
  'host-throttles': [5, 60],
  'post-only': [50, 150],
  'cookies-first': [72, 400],
  moved: [240, 500],
  'leads-elsewhere': [72, 200],
  'new-address': [48, 72],
  'stuck-on-304': [60, 200],
  truncated: [30, 120],
  empty: [30, 80],
  'new-charset': [72, 120],
  'renewed-guids': [72, 120],
  'rebuilt-site': [72, 120],
  comeback: [48, 300],
  silence: [0, 0],
  burst: [24, 48],
}

/** What can happen to a feed alone; `host-throttles` happens to all feeds of a host. */
export const KINDS_OF_FEEDS = Object.keys(HOURS).filter(isKindOfFeed)

function isKindOfFeed(kind: string): kind is EpisodeKind {
  return kind !== 'host-throttles'
}

export function makeEpisode(kind: EpisodeKind, from: number, dice: Dice): Episode {
  const [least, most] = HOURS[kind]
  return { kind, from, until: from + dice.between(least, most) * HOUR_MS }
}

function isUnderWay(episode: Episode, at: number): boolean {
  return episode.from <= at && at < episode.until
}

/** The episode of these kinds that is under way. */
export function findEpisode(
  { episodes }: { readonly episodes: readonly Episode[] },
  at: number,
  ...kinds: readonly EpisodeKind[]
): Episode | null {
  return episodes.find((episode) => kinds.includes(episode.kind) && isUnderWay(episode, at)) ?? null
}

/** How many episodes of these kinds have begun: for changes that stay. */
export function countBegun(
  { episodes }: { readonly episodes: readonly Episode[] },
  at: number,
  ...kinds: readonly EpisodeKind[]
): number {
  return episodes.filter(({ kind, from }) => kinds.includes(kind) && from <= at).length
}

export function describeEpisode({ kind, from, until }: Episode): string {
  const days = Math.round((until - from) / DAY_MS)
  return `${kind} from ${timestampOf(from)} for ${days} days`
}
