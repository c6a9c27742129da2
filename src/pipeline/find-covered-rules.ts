import type { Settings } from '../config/settings.ts'
import type { RuleId, SubscriptionId } from '../core/ids.ts'
import type { ToldStory } from '../store/told-stories.ts'
import type { HygieneFinding } from './hygiene-finding.ts'

/** Fewer stories are the same by chance. */
const MIN_STORIES = 10

/**
 * Rules of which every story was told by another one as well, that all of their subscriptions take: nobody would miss them. Of
 * two that tell the same the later one is named.
 */
export function findCoveredRules(
  { rules, subscriptions }: Settings,
  told: readonly ToldStory[],
  days: number,
): readonly HygieneFinding[] {
  const rulesOf = new Map<number, Set<RuleId>>()
  const storiesOf = new Map<RuleId, number[]>()
  for (const { ruleId, storyId } of told) {
    if (storyId === null || !rules.has(ruleId)) continue
    addTo(rulesOf, storyId, ruleId)
    const stories = storiesOf.get(ruleId)
    if (stories === undefined) storiesOf.set(ruleId, [storyId])
    else stories.push(storyId)
  }
  const takers = takersOf(subscriptions)
  const covered = new Set<RuleId>()
  return [...rules.keys()]
    .reverse()
    .flatMap((id): readonly HygieneFinding[] => {
      const stories = storiesOf.get(id) ?? []
      if (stories.length < MIN_STORIES) return []
      const cover = findCover(id, stories, rulesOf).find((other) => {
        const own = takers.get(id) ?? NOBODY
        return own.size > 0 && !covered.has(other) && own.isSubsetOf(takers.get(other) ?? NOBODY)
      })
      if (cover === undefined) return []
      covered.add(id)
      const more = (storiesOf.get(cover)?.length ?? 0) - stories.length
      const beyond = more > 0 ? `, which told ${more} more` : ''
      const message = `told ${stories.length} stories in ${days} days, and every one was told by ${cover} as well${beyond}`
      const hint = `remove it, if it adds nothing to ${cover} that you wait for`
      return [{ kind: 'covered', subject: id, message, hint }]
    })
    .reverse()
}

const NOBODY: ReadonlySet<SubscriptionId> = new Set()

/** The other rules that told all of these stories, in the order of the configuration as far as the stories keep it. */
function findCover(
  id: RuleId,
  stories: readonly number[],
  rulesOf: ReadonlyMap<number, ReadonlySet<RuleId>>,
): readonly RuleId[] {
  const [first, ...others] = stories
  let cover = [...(rulesOf.get(first ?? 0) ?? [])].filter((other) => other !== id)
  for (const story of others) {
    if (cover.length === 0) return []
    cover = cover.filter((other) => rulesOf.get(story)?.has(other))
  }
  return cover
}

function takersOf(
  subscriptions: Settings['subscriptions'],
): ReadonlyMap<RuleId, ReadonlySet<SubscriptionId>> {
  const takers = new Map<RuleId, Set<SubscriptionId>>()
  for (const { id, ruleIds } of subscriptions.values()) {
    for (const ruleId of ruleIds) addTo(takers, ruleId, id)
  }
  return takers
}

function addTo<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const known = sets.get(key)
  if (known === undefined) sets.set(key, new Set([value]))
  else known.add(value)
}
