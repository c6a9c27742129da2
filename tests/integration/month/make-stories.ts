import { type Dice, diceOf, seedOf } from '../../../bench/rules/random.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/time.ts'
import { START_MS } from './month-calendar.ts'
import type { MonthSize } from './month-size.ts'
import type { MonthFeed, MonthRule, MonthStory } from './month-world.ts'

/** Items of a feed that stand there when the watch begins. */
const BACKLOG_COUNT = 4
const BACKLOG_TOPIC_SHARE = 0.1
/** A digest of what was already published lists ten stories a rule and counts the rest; so many make none to count. */
const MOST_BACKLOG_OF_RULE = 8

/** Of the news. */
const TOPIC_SHARE = 0.4
const JOINT_SHARE = 0.15
/** News begins when every feed was surely polled once. */
const FIRST_NEWS_MS = DAY_MS

type Draft = Omit<MonthStory, 'ref' | 'number'>

/** What feeds have published before, what they publish in the month, and what several of them publish. */
export function makeStories(
  size: MonthSize,
  feeds: readonly MonthFeed[],
  rules: readonly MonthRule[],
): readonly MonthStory[] {
  const backlogOf = new Map<MonthRule, number>()
  const drafts = feeds.flatMap((feed, index) => {
    const dice = diceOf(seedOf(`stories ${size.seed}`, index))
    return [
      ...makeBacklog(feed, rules, backlogOf, dice),
      ...makeNews(feed, feeds, rules, size.dayCount, dice),
    ]
  })
  return drafts.map((draft, number) => ({
    ref: `S-${String(number).padStart(5, '0')}`,
    number,
    ...draft,
  }))
}

function makeBacklog(
  { id: feedId, startWith }: MonthFeed,
  rules: readonly MonthRule[],
  backlogOf: Map<MonthRule, number>,
  dice: Dice,
): readonly Draft[] {
  return Array.from({ length: BACKLOG_COUNT }, (_, index) => {
    const at = START_MS - (index + 1) * 9 * HOUR_MS
    const rule = dice.chance(BACKLOG_TOPIC_SHARE) ? dice.pick(rules) : null
    const count = rule === null ? 0 : (backlogOf.get(rule) ?? 0)
    const isTooMuch = startWith === 'digest' && count >= MOST_BACKLOG_OF_RULE
    if (rule !== null && startWith === 'digest') backlogOf.set(rule, count + 1)
    const words = rule === null || isTooMuch ? [] : dice.pick(rule.plantings)
    return { words, copies: [{ feedId, at }], isBacklog: true }
  })
}

function makeNews(
  feed: MonthFeed,
  feeds: readonly MonthFeed[],
  rules: readonly MonthRule[],
  dayCount: number,
  dice: Dice,
): readonly Draft[] {
  const perDay = 0.1 + dice.next() * 0.7
  const spanMs = dayCount * DAY_MS - FIRST_NEWS_MS
  const count = Math.round((perDay * spanMs) / DAY_MS)
  return Array.from({ length: count }, () => {
    const since =
      START_MS + FIRST_NEWS_MS + Math.floor((dice.next() * spanMs) / MINUTE_MS) * MINUTE_MS
    const others = dice.chance(JOINT_SHARE) ? [dice.pick(feeds), dice.pick(feeds)] : []
    const publishers = new Set([feed, ...others])
    const copies = [...publishers].map(({ id: feedId }, turn) => {
      const at = turn === 0 ? since : since + dice.below(8 * 60) * MINUTE_MS
      return { feedId, at }
    })
    return { words: plantWords(rules, dice), copies, isBacklog: false }
  })
}

function plantWords(rules: readonly MonthRule[], dice: Dice): readonly string[] {
  if (!dice.chance(TOPIC_SHARE)) return []
  const chosen = new Set(Array.from({ length: dice.between(1, 2) }, () => dice.pick(rules)))
  return [...chosen].flatMap(({ plantings }) => dice.pick(plantings))
}
