import {
  type ConfigPath,
  type ConfigProblem,
  entriesOf,
  errorAt,
  valueAt,
} from './config-problem.ts'
import { findClosest } from './find-closest.ts'

/**
 * Finds names that nothing is called: feeds and tags in rules, rules in subscriptions. It looks at the value as read
 * and not as validated, so that a rule with a mistake elsewhere still counts as being there.
 */
export function checkReferences(value: unknown): readonly ConfigProblem[] {
  const feeds = entriesOf(valueAt(value, ['feeds']))
  const feedIds = feeds.map(([id]) => id)
  const tags = feeds.flatMap(([, feed]) => textsOf(valueAt(feed, ['tags'])))
  const feedNames = new Set([...feedIds, ...tags.map((tag) => `#${tag}`)])
  const rules = entriesOf(valueAt(value, ['rules']))
  const ruleIds = new Set(rules.map(([id]) => id))
  const subscriptions = entriesOf(valueAt(value, ['subscriptions']))
  return [
    ...rules.flatMap(([id, rule]) =>
      checkNames(valueAt(rule, ['feeds']), ['rules', id, 'feeds'], feedNames, describeFeed),
    ),
    ...subscriptions.flatMap(([id, subscription]) =>
      checkNames(
        valueAt(subscription, ['rules']),
        ['subscriptions', id, 'rules'],
        ruleIds,
        describeRule,
      ),
    ),
  ]
}

type Description = { readonly code: string; readonly message: string; readonly hint: string | null }

function checkNames(
  names: unknown,
  path: ConfigPath,
  known: ReadonlySet<string>,
  describe: (name: string, known: ReadonlySet<string>) => Description,
): readonly ConfigProblem[] {
  if (!Array.isArray(names)) return []
  return names.flatMap((name: unknown, index) => {
    if (typeof name !== 'string' || known.has(name)) return []
    const { code, message, hint } = describe(name, known)
    return [errorAt([...path, index], code, message, hint)]
  })
}

function describeFeed(name: string, known: ReadonlySet<string>): Description {
  if (known.has(`#${name}`)) {
    return {
      code: 'unknown-feed',
      message: `no feed is called "${name}"`,
      hint: `it is a tag: "#${name}"`,
    }
  }
  const isTag = name.startsWith('#')
  const message = isTag ? `no feed has the tag "${name.slice(1)}"` : `no feed is called "${name}"`
  const hint = suggest(
    name,
    known,
    isTag ? 'add it to the tags of a feed' : 'add the feed, or leave feeds out for all',
  )
  return { code: isTag ? 'unknown-tag' : 'unknown-feed', message, hint }
}

function describeRule(name: string, known: ReadonlySet<string>): Description {
  const hint =
    name === 'all'
      ? 'write rules: all, without brackets'
      : suggest(name, known, describeRules([...known]))
  return { code: 'unknown-rule', message: `no rule is called "${name}"`, hint }
}

/** So many names are listed in a hint. */
const LISTED_NAMES = 5

function describeRules(ids: readonly string[]): string {
  if (ids.length === 0) return 'add the rule'
  const more = ids.length > LISTED_NAMES ? ', …' : ''
  return `the rules are ${ids.slice(0, LISTED_NAMES).join(', ')}${more}; or write rules: all`
}

function suggest(name: string, known: ReadonlySet<string>, otherwise: string): string {
  const closest = findClosest(name, known)
  return closest === null ? otherwise : `did you mean "${closest}"?`
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
