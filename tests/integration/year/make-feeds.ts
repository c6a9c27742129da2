import { type Dice, diceOf, seedOf } from '../../../bench/rules/random.ts'
import { addJointReleases } from './add-joint-releases.ts'
import { msOfDay } from './calendar.ts'
import { type Episode, type EpisodeKind, makeEpisode } from './episode.ts'
import { LANGUAGES } from './languages.ts'
import type { Guids, Links, MadeUpFeed, Rhythm, Traits, Validators } from './made-up-feed.ts'
import { makeForeign, makePublications } from './make-publications.ts'
import { EpisodeDeck } from './plan-episodes.ts'

/** Of a hundred feeds. */
const RHYTHMS: readonly (readonly [Rhythm, number])[] = [
  ['several-a-day', 1],
  ['daily', 3],
  ['twice-a-week', 9],
  ['weekly', 32],
  ['monthly', 55],
]
const GUIDS: readonly (readonly [Guids, number])[] = [
  ['own', 50],
  ['permalink', 16],
  ['none', 12],
  ['rebuilt', 4],
  ['same', 5],
  ['places', 5],
  ['recycled', 6],
]
const LINKS: readonly (readonly [Links, number])[] = [
  ['own', 84],
  ['tracked', 5],
  ['constant', 5],
  ['none', 5],
]
const VALIDATORS: readonly (readonly [Validators, number])[] = [
  ['both', 55],
  ['etag', 12],
  ['modified', 15],
  ['none', 10],
  ['ignored', 8],
]

/** How often a feed is polled. What is rare costs little, so most of the year's polls are of few feeds. */
const PACES: readonly (readonly [Pace, number])[] = [
  [{ pollHours: 2, cron: (minute) => `${minute} 8-18/2 * * 1-5` }, 0.5],
  [{ pollHours: 6, cron: (minute) => `${minute} */6 * * *` }, 1],
  [{ pollHours: 24, cron: (minute, hour) => `${minute} ${hour} * * *` }, 8],
  [{ pollHours: 96, cron: (minute, hour) => `${minute} ${hour} * * 1,4` }, 90.5],
]
const RAREST = PACES.at(-1)![0]

/** So that an ordinary week is not longer than the list. */
const RAREST_HOURS: Partial<Record<Rhythm, number>> = { 'several-a-day': 6, daily: 24 }

type Pace = {
  readonly pollHours: number
  readonly cron: (minute: number, hour: number) => string
}

/** Schedules meet, as they do where people write them: at the full hour and the half, at five hours of the day. */
const MINUTES = [0, 30]
const HOURS = [0, 6, 9, 12, 18]

/** Feeds that share a host with four others: two of five. */
const SHARED_SHARE = 0.4
const FEEDS_PER_HOST = 5

/** Feeds of a made-up world, all of it from one seed. */
export function makeFeeds(
  count: number,
  dayCount: number,
  seed: number,
  kinds: readonly EpisodeKind[],
): readonly MadeUpFeed[] {
  const deck = new EpisodeDeck(kinds)
  const feeds = Array.from({ length: count }, (_, index) => {
    const dice = diceOf(seedOf(`feed ${seed}`, index))
    const traits = makeTraits(index, count, dice)
    const given = throttlesOf(traits.host, dayCount, seed)
    const feed = { ...traits, episodes: deck.deal(traits, given, dayCount, dice) }
    const publications = makePublications(feed, dayCount, seed)
    return { ...feed, publications, foreign: makeForeign(feed, dayCount, seed) }
  })
  return addJointReleases(feeds, dayCount, seed)
}

function makeTraits(index: number, count: number, dice: Dice): Traits {
  const isShared = index < count * SHARED_SHARE
  const place = isShared ? Math.floor(index / FEEDS_PER_HOST) : index
  const language = dice.pick(LANGUAGES)
  const format = dice.pick(['rss', 'rss', 'rss', 'atom', 'rdf', 'json'] as const)
  const charset = format === 'json' ? 'utf-8' : dice.pick(language.charsets)
  const rhythm = choose(RHYTHMS, dice)
  const marks = choosePair(dice)
  const isStamped = RAREST_HOURS[rhythm] === undefined && dice.chance(0.03)
  const isFickle = isStamped || marks.guids === 'rebuilt' || marks.links === 'tracked'
  // reading what looks new at each poll costs as much each time
  const { pollHours, cron } =
    isFickle && RAREST_HOURS[rhythm] === undefined ? RAREST : choosePace(rhythm, dice)
  const isPlain = marks.guids === 'own' && marks.links === 'own'
  return {
    id: `f${String(index).padStart(3, '0')}-${language.code}`,
    host: `${isShared ? 'portal' : 'www.ministry'}${place}.test`,
    format,
    language,
    charset,
    saidCharset: dice.pick([charset, null, charset === 'utf-8' ? 'iso-8859-1' : null]),
    schedule: cron(dice.pick(MINUTES), dice.pick(HOURS)),
    pollHours,
    rhythm,
    window: dice.between(6, 14),
    ...marks,
    dates: dice.pick(['fine', 'fine', 'fine', 'fine', 'future', 'absurd', 'unreadable', 'none']),
    validators: choose(VALIDATORS, dice),
    hasStandingTitle: isPlain && dice.chance(0.1),
    isStamped,
    isAsleep: rhythm !== 'several-a-day' && dice.chance(0.05),
  }
}

/** Guids and links by which the items can be told apart at all. */
function choosePair(dice: Dice): { readonly guids: Guids; readonly links: Links } {
  for (;;) {
    const [guids, links] = [choose(GUIDS, dice), choose(LINKS, dice)]
    if (links === 'own' || links === 'tracked') return { guids, links }
    if (guids === 'own' || guids === 'none') return { guids, links }
  }
}

function choosePace(rhythm: Rhythm, dice: Dice): Pace {
  for (;;) {
    const pace = choose(PACES, dice)
    if (pace.pollHours <= (RAREST_HOURS[rhythm] ?? Number.POSITIVE_INFINITY)) return pace
  }
}

/** A host that wants to be left alone does so towards all of its feeds: the same episodes for each. */
function throttlesOf(host: string, dayCount: number, seed: number): readonly Episode[] {
  const dice = diceOf(seedOf(`host ${host}`, seed))
  if (!dice.chance(0.3)) return []
  const day = dice.pick([dice.between(140, 200), dice.between(280, 310)])
  return day > dayCount - 50
    ? []
    : [makeEpisode('host-throttles', msOfDay(day + dice.next()), dice)]
}

function choose<T>(shares: readonly (readonly [T, number])[], dice: Dice): T {
  let left = dice.next() * shares.reduce((sum, [, share]) => sum + share, 0)
  const chosen = shares.find(([, share]) => {
    left -= share
    return left < 0
  })
  return (chosen ?? shares[0])![0]
}
