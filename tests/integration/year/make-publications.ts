import { type Dice, diceOf, seedOf } from '../../../bench/rules/random.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { isDayOff, msOfDay, START_MS } from './calendar.ts'
import { type Episode, findEpisode } from './episode.ts'
import { fill, type Language, type Topic } from './languages.ts'
import type { Publication, Rhythm, Traits, Version } from './made-up-feed.ts'

/** Chance of a working day to bring something, and how many at most. */
const PER_DAY: Readonly<Record<Rhythm, { readonly chance: number; readonly most: number }>> = {
  'several-a-day': { chance: 0.98, most: 5 },
  daily: { chance: 0.85, most: 2 },
  'twice-a-week': { chance: 0.4, most: 1 },
  weekly: { chance: 0.2, most: 1 },
  monthly: { chance: 0.045, most: 1 },
}

/** Shares of the publications. */
const TOPIC_SHARE = 0.04
const EDIT_SHARE = 0.04
/** Of the edits, those that bring a topic. */
const NEWS_BY_EDIT_SHARE = 0.2

/** An item that is already listed when the watch begins is at least this old where the feed is asleep. */
const ASLEEP_DAYS = 150

/** All that a feed publishes, before the year and in it. */
export function makePublications(
  feed: Traits & { readonly episodes: readonly Episode[] },
  dayCount: number,
  seed: number,
): readonly Publication[] {
  const dice = diceOf(seedOf(`publications of ${feed.id}`, seed))
  const times = [...timesBefore(feed, dice), ...timesOfYear(feed, dayCount, dice)]
  const titles = new Set<string>()
  return times
    .toSorted((a, b) => a - b)
    .map((at, number) => ({
      feedId: feed.id,
      number,
      at,
      release: null,
      versions: makeVersions(feed, at, titles, dice),
    }))
}

/** What another feed publishes, every second day: in the same language, and of no interest. */
export function makeForeign(feed: Traits, dayCount: number, seed: number): readonly Publication[] {
  const dice = diceOf(seedOf(`foreign to ${feed.id}`, seed))
  return Array.from({ length: FOREIGN_LISTED + dayCount / 2 }, (_, number) => {
    const at = msOfDay(2 * (number - FOREIGN_LISTED))
    const version = { since: at, ...writeText(feed.language, 3, [], dice), topics: [] }
    return { feedId: feed.id, number, at, release: null, versions: [version] }
  })
}

/** As many as that feed lists. */
export const FOREIGN_LISTED = 8

/** A title, and so many sentences with those of the topics. */
export function writeText(
  language: Language,
  sentenceCount: number,
  topics: readonly Topic[],
  dice: Dice,
): Pick<Version, 'title' | 'text'> {
  const sentences = Array.from({ length: sentenceCount }, () =>
    fill(dice.pick(language.sentences), language, dice),
  )
  const text = [...sentences, ...topics.map((topic) => language.topics[topic])]
  return {
    title: fill(dice.pick(language.titles), language, dice),
    text: text.join(gapOf(language)),
  }
}

const gapOf = ({ code }: Language): string => (code === 'ja' ? '' : ' ')

/** The list is full when the watch begins. */
function timesBefore({ rhythm, window, isAsleep }: Traits, dice: Dice): readonly number[] {
  const { chance, most } = PER_DAY[rhythm]
  const spacing = DAY_MS / (chance * ((1 + most) / 2))
  const newest = START_MS - (isAsleep ? ASLEEP_DAYS * DAY_MS : HOUR_MS)
  return Array.from({ length: window + 5 }, (_, index) =>
    wholeMinutes(newest - (index + dice.next()) * spacing),
  )
}

const wholeMinutes = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS

function timesOfYear(
  feed: Traits & { readonly episodes: readonly Episode[] },
  dayCount: number,
  dice: Dice,
): readonly number[] {
  const { chance, most } = PER_DAY[feed.rhythm]
  const times: number[] = []
  for (let day = 0; day < dayCount; day += 1) {
    const at = msOfDay(day)
    const awake = !feed.isAsleep || day > dayCount / 2
    if (isDayOff(at) || !dice.chance(chance) || !awake) continue
    for (let count = dice.between(1, most); count > 0; count -= 1) {
      const time = at + 6 * HOUR_MS + dice.below(11 * 60) * MINUTE_MS
      if (findEpisode(feed, time, 'silence') === null) times.push(time)
    }
  }
  for (const { kind, from } of feed.episodes) {
    if (kind !== 'burst') continue
    // more than the list holds, within minutes
    for (let count = feed.window + 6; count > 0; count -= 1)
      times.push(wholeMinutes(from) + count * MINUTE_MS)
  }
  return times
}

function makeVersions(
  feed: Traits & { readonly episodes: readonly Episode[] },
  at: number,
  titles: Set<string>,
  dice: Dice,
): Publication['versions'] {
  const { language } = feed
  const topics: readonly Topic[] = dice.chance(TOPIC_SHARE) ? [dice.pick(['smr', 'fta'])] : []
  const { text } = writeText(language, dice.between(2, 5), topics, dice)
  const first = { since: at, title: makeTitle(feed, titles, dice), text, topics }
  if (at < START_MS || !mayBeEdited(feed, at) || !dice.chance(EDIT_SHARE)) return [first]

  const since = at + dice.between(8, 60) * HOUR_MS
  if (dice.chance(NEWS_BY_EDIT_SHARE) && topics.length === 0) {
    const topic = dice.pick(['smr', 'fta'] as const)
    return [
      first,
      { ...first, since, text: text + gapOf(language) + language.topics[topic], topics: [topic] },
    ]
  }
  return [first, { ...first, since, ...edit(feed, first, dice) }]
}

function edit(feed: Traits, { title, text }: Version, dice: Dice): Partial<Version> {
  const { language, hasStandingTitle } = feed
  if (dice.chance(0.5) || hasStandingTitle) {
    return { text: text + gapOf(language) + fill(dice.pick(language.sentences), language, dice) }
  }
  return { title: `${title} (${CORRECTED[language.code] ?? 'corrected'})` }
}

const CORRECTED: Readonly<Record<string, string>> = {
  en: 'corrected',
  ko: '정정',
  ja: '訂正',
  fr: 'corrigé',
  de: 'berichtigt',
}

/**
 * Where nothing but the content tells items apart, an edited one is another; and so is one that comes out of a rebuilding of its
 * site with other words.
 */
function mayBeEdited(
  { guids, links, episodes }: Traits & { readonly episodes: readonly Episode[] },
  at: number,
): boolean {
  const isBeingRebuilt = episodes.some(
    ({ kind, from }) => kind === 'rebuilt-site' && Math.abs(from - at) < REBUILDING_MS,
  )
  const hasGuid = guids === 'own' || (guids === 'permalink' && links !== 'constant')
  return !isBeingRebuilt && (hasGuid || links === 'own' || links === 'tracked')
}

const REBUILDING_MS = 8 * DAY_MS

function makeTitle(feed: Traits, titles: Set<string>, dice: Dice): string {
  if (feed.hasStandingTitle) return STANDING_TITLES[feed.language.code] ?? 'News'
  for (;;) {
    const title = fill(dice.pick(feed.language.titles), feed.language, dice)
    if (!titles.has(title)) {
      titles.add(title)
      return title
    }
  }
}

const STANDING_TITLES: Readonly<Record<string, string>> = {
  en: 'Press release of the Ministry',
  ko: '보도자료 안내 말씀',
  ja: '報道発表資料について',
  fr: 'Communiqué de presse du ministère',
  de: 'Pressemitteilung des Ministeriums',
}
