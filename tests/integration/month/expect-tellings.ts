import { looksAt } from './month-rules.ts'
import type { MonthRule, MonthStory, MonthWorld } from './month-world.ts'

/** That a rule hit a story is told to an address: `address rule story`. */
export type Telling = string

export function tellingOf(address: string, ruleTitle: string, ref: string): Telling {
  return `${address} ${ruleTitle} ${ref}`
}

export function addressOf(telling: Telling): string {
  return telling.slice(0, telling.indexOf(' '))
}

/**
 * All that has to be told, and to whom. Of what was published alone: the words that were planted in a text, the feeds that
 * it stood in, and what the configuration asks for; nothing of it comes from the program or its database.
 */
export function expectTellings({
  feeds,
  rules,
  subscriptions,
  stories,
}: MonthWorld): ReadonlySet<Telling> {
  const feedOf = new Map(feeds.map((feed) => [feed.id, feed]))
  const isToBeTold = (rule: MonthRule, { words, copies, isBacklog }: MonthStory): boolean => {
    if (!rule.holds(new Set(words))) return false
    const publishers = copies.map(({ feedId }) => feedOf.get(feedId)!)
    return publishers.some(
      (feed) => looksAt(rule, feed) && !(isBacklog && feed.startWith === 'nothing'),
    )
  }
  const told = rules.flatMap((rule) =>
    stories.filter((story) => isToBeTold(rule, story)).map(({ ref }) => ({ rule, ref })),
  )
  return new Set(
    subscriptions.flatMap(({ to, rules: wanted }) =>
      told
        .filter(({ rule }) => wanted.includes(rule.id))
        .flatMap(({ rule, ref }) => to.map((address) => tellingOf(address, rule.title, ref))),
    ),
  )
}
