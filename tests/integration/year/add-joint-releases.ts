import { type Dice, diceOf, seedOf } from '../../../bench/rules/random.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { msOfDay } from './calendar.ts'
import { findEpisode } from './episode.ts'
import type { MadeUpFeed, Publication } from './made-up-feed.ts'
import { writeText } from './make-publications.ts'

/** One of them for so many feeds in a year. */
const FEEDS_PER_RELEASE = 4
const MINISTRIES = 3
/** Enough for the text to be recognised by itself. */
const SENTENCE_COUNT = 8
/** No part of what was published before the watch began. */
const FIRST_DAY = 15

/** The same release in several feeds of one language, within hours: one story, which is told once. */
export function addJointReleases(
  feeds: readonly MadeUpFeed[],
  dayCount: number,
  seed: number,
): readonly MadeUpFeed[] {
  const dice = diceOf(seedOf('joint releases', seed))
  const added: Publication[] = []
  const count = Math.round((feeds.length / FEEDS_PER_RELEASE) * (dayCount / 365))
  for (let index = 0; index < count; index += 1) {
    const at = msOfDay(dice.between(FIRST_DAY, dayCount - 10)) + 9 * HOUR_MS
    added.push(...makeRelease(`release ${index}`, choosePublishers(feeds, at, dice), at, dice))
  }
  const byFeed = Map.groupBy(added, ({ feedId }) => feedId)
  return feeds.map((feed) => ({
    ...feed,
    publications: [...feed.publications, ...(byFeed.get(feed.id) ?? [])]
      .toSorted((a, b) => a.at - b.at)
      .map((publication, number) => ({ ...publication, number })),
  }))
}

function makeRelease(
  release: string,
  publishers: readonly MadeUpFeed[],
  at: number,
  dice: Dice,
): readonly Publication[] {
  const [first] = publishers
  if (first === undefined) return []
  const topics = dice.chance(0.5) ? [dice.pick(['smr', 'fta'] as const)] : []
  const said = { ...writeText(first.language, SENTENCE_COUNT, topics, dice), topics }
  return publishers.map((feed) => {
    const since = at + dice.below(180) * MINUTE_MS
    return { feedId: feed.id, number: 0, at: since, release, versions: [{ since, ...said }] }
  })
}

/** Feeds of one language that publish at the time, and under titles of their own. */
function choosePublishers(
  feeds: readonly MadeUpFeed[],
  at: number,
  dice: Dice,
): readonly MadeUpFeed[] {
  const fitting = feeds.filter((feed) => {
    if (feed.hasStandingTitle || feed.isAsleep || feed.links === 'constant') return false
    return [at, at + DAY_MS].every((time) => findEpisode(feed, time, 'silence') === null)
  })
  const { language } = dice.pick(fitting)
  const rest = fitting.filter((feed) => feed.language === language)
  return Array.from({ length: Math.min(MINISTRIES, rest.length) }, () => {
    const [chosen] = rest.splice(dice.below(rest.length), 1)
    return chosen!
  })
}
