import type { Dice } from '../../../bench/rules/random.ts'
import { DAY_MS } from '../../../src/core/time.ts'
import { DOWNTIMES, msOfDay } from './calendar.ts'
import { type Episode, type EpisodeKind, makeEpisode } from './episode.ts'
import type { Rhythm, Traits } from './made-up-feed.ts'

/** Before this day a feed shows its rhythm; the last days of the world let what began be seen to end. */
const FIRST_DAY = 40
const LAST_DAYS = 45
/** Between two episodes of a feed: what the one began has ended before the other begins. */
const PAUSE_DAYS = [35, 75] as const

/** A silence much longer than the rhythm. A monthly feed has no time for one. */
const SILENT_DAYS: Readonly<Record<Rhythm, number>> = {
  'several-a-day': 14,
  daily: 30,
  'twice-a-week': 60,
  weekly: 120,
  monthly: Number.POSITIVE_INFINITY,
}

/** Which feeds an episode can happen to; those that are not named here, to all. */
const FITS: Partial<Record<EpisodeKind, (feed: Traits) => boolean>> = {
  'short-outage': (feed) => feed.pollHours <= 6,
  'stuck-on-304': ({ validators }) => validators !== 'none' && validators !== 'ignored',
  truncated: ({ format }) => format !== 'json',
  'new-charset': ({ charset }) => charset !== 'utf-8',
  'renewed-guids': ({ guids, links }) =>
    guids === 'own' && (links === 'own' || links === 'tracked'),
  'rebuilt-site': ({ guids, links }) =>
    links === 'own' && (guids === 'own' || guids === 'permalink'),
  comeback: ({ guids, links }) => guids === 'own' || (guids === 'permalink' && links === 'own'),
  silence: ({ rhythm, isAsleep }) => rhythm !== 'monthly' && !isAsleep,
  burst: ({ isAsleep }) => !isAsleep,
}

/** What does not happen to a feed any more when something else has. */
const SPOILED_BY: Partial<Record<EpisodeKind, readonly EpisodeKind[]>> = {
  // of feeds that wait for two hosts in one round it is not said which is done first
  moved: ['host-throttles'],
  // a POST that is sent on becomes a GET: who mends the one has to mend the other, which is a tale of its own
  'post-only': ['moved'],
  // under a new guid and behind a new link, one item alone is another one (docs/decisions/identity-of-an-item.md)
  comeback: ['rebuilt-site'],
}

/** Nothing else happens to a feed afterwards. */
const LAST_OF_ITS_FEED: ReadonlySet<EpisodeKind> = new Set(['post-only'])

/** Deals episodes out so that each kind comes about as often as the feeds allow. */
export class EpisodeDeck {
  readonly #used = new Map<EpisodeKind, number>()
  readonly #kinds: readonly EpisodeKind[]

  constructor(kinds: readonly EpisodeKind[]) {
    this.#kinds = kinds
  }

  /** The episodes of a feed, one after the other; `given` are those that its host has for all of its feeds. */
  deal(feed: Traits, given: readonly Episode[], dayCount: number, dice: Dice): readonly Episode[] {
    const episodes = [...given]
    const last = msOfDay(dayCount - LAST_DAYS)
    let at = msOfDay(FIRST_DAY) + dice.below(40 * DAY_MS)
    for (;;) {
      const kind = this.#draw(feed, episodes, dice)
      const episode = withLength(makeEpisode(kind, afterDowntime(at), dice), feed)
      if (episode.until > last) break
      const obstacle = given.find((other) => isNear(episode, other))
      if (obstacle !== undefined) {
        at = obstacle.until + PAUSE_DAYS[0] * DAY_MS
        continue
      }
      this.#used.set(kind, (this.#used.get(kind) ?? 0) + 1)
      episodes.push(episode)
      if (LAST_OF_ITS_FEED.has(kind)) break
      at = episode.until + dice.between(...PAUSE_DAYS) * DAY_MS
    }
    return episodes.toSorted((a, b) => a.from - b.from)
  }

  /** One of the kinds that came least often. */
  #draw(feed: Traits, before: readonly Episode[], dice: Dice): EpisodeKind {
    const after = new Set(before.map(({ kind }) => kind))
    const fitting = this.#kinds.filter((kind) => {
      const spoilers = SPOILED_BY[kind] ?? []
      return (FITS[kind]?.(feed) ?? true) && !spoilers.some((other) => after.has(other))
    })
    const count = (kind: EpisodeKind): number => this.#used.get(kind) ?? 0
    const least = Math.min(...fitting.map(count))
    return dice.pick(fitting.filter((kind) => count(kind) <= least + 1))
  }
}

function withLength(episode: Episode, { rhythm }: Traits): Episode {
  if (episode.kind !== 'silence') return episode
  return { ...episode, until: episode.from + SILENT_DAYS[rhythm] * DAY_MS }
}

/** What happens while nobody watches is another matter. */
function afterDowntime(at: number): number {
  const near = DOWNTIMES.find(
    ({ from, until }) => at > msOfDay(from - 20) && at < msOfDay(until + 20),
  )
  return near === undefined ? at : msOfDay(near.until + 20) + (at % DAY_MS)
}

function isNear(a: Episode, b: Episode): boolean {
  const margin = PAUSE_DAYS[0] * DAY_MS
  return a.from < b.until + margin && b.from < a.until + margin
}
