import type { Settings } from '../config/settings.ts'
import { foldAddress, type OptOut } from '../core/alert/opt-out.ts'
import { conceptClosure } from '../core/rule/syntax/rule-concepts.ts'
import type { HygieneFinding } from './hygiene-finding.ts'
import { indexAddresses } from './list-opt-outs.ts'

/** What stands in the configuration to no effect, whatever was stored; but for the opt-outs, which outrank it. */
export function hygieneOfConfiguration(
  settings: Settings,
  optOuts: readonly OptOut[],
): readonly HygieneFinding[] {
  return [
    ...listUntakenRules(settings),
    ...listIdleSubscriptions(settings),
    ...listDesertedSubscriptions(settings, optOuts),
    ...listUnsubscribed(settings, optOuts),
    ...listIdleFeeds(settings),
    ...listUnusedConcepts(settings),
  ]
}

function listUntakenRules({ rules, subscriptions }: Settings): readonly HygieneFinding[] {
  const taken = new Set([...subscriptions.values()].flatMap(({ ruleIds }) => [...ruleIds]))
  return [...rules.keys()]
    .filter((id) => !taken.has(id))
    .map((id) => ({
      kind: 'untaken-rule',
      subject: id,
      message: 'is taken by no subscription, so what it hits is told to nobody',
      hint: 'add it to the rules of a subscription, or remove it',
    }))
}

function listIdleSubscriptions({ subscriptions, watchers }: Settings): readonly HygieneFinding[] {
  const busy = new Set([...watchers.values()].flat())
  return [...subscriptions.values()]
    .filter(({ id }) => !busy.has(id))
    .map(({ id, ruleIds }) => ({
      kind: 'no-news-possible',
      subject: id,
      message:
        ruleIds.size === 0
          ? 'has no rules, so its addresses are never told anything'
          : 'has no rule that looks at a feed, so its addresses are never told anything',
      hint: 'add rules to it or feeds to its rules, or remove it',
    }))
}

function listDesertedSubscriptions(
  { subscriptions }: Settings,
  optOuts: readonly OptOut[],
): readonly HygieneFinding[] {
  const gone = new Set(
    optOuts.map(({ address, subscriptionId }) => `${subscriptionId ?? ''} ${address}`),
  )
  const hasLeft = (id: string, address: string): boolean =>
    gone.has(` ${foldAddress(address)}`) || gone.has(`${id} ${foldAddress(address)}`)
  return [...subscriptions.values()]
    .filter(({ id, to }) => to.every(({ address }) => hasLeft(id, address)))
    .map(({ id }) => ({
      kind: 'nobody-left',
      subject: id,
      message: 'tells nobody: every address in it has unsubscribed',
      hint: 'add an address, or remove it',
    }))
}

/** The configuration lists them to no effect. */
function listUnsubscribed(
  settings: Settings,
  optOuts: readonly OptOut[],
): readonly HygieneFinding[] {
  const find = indexAddresses(settings)
  return optOuts.flatMap((optOut): readonly HygieneFinding[] => {
    const listedIn = find(optOut)
    if (listedIn.length === 0) return []
    const from = optOut.subscriptionId === null ? 'everything' : optOut.subscriptionId
    return [
      {
        kind: 'unsubscribed',
        subject: optOut.address,
        message: `has unsubscribed from ${from} on ${optOut.optedOutAt.slice(0, 10)}, and is still listed in ${listedIn.join(', ')}`,
        hint: `remove it there; "policywatch opt-outs" takes an opt-out back if it was a mistake`,
      },
    ]
  })
}

function listIdleFeeds({ feeds, rules, watchers }: Settings): readonly HygieneFinding[] {
  const watched = new Set([...rules.values()].flatMap(({ feedIds }) => [...feedIds]))
  return [...feeds.keys()].flatMap((id): readonly HygieneFinding[] => {
    if (!watched.has(id)) {
      const message = 'is polled, but no rule looks at it'
      const hint = 'let a rule look at it, or remove it'
      return [{ kind: 'unwatched-feed', subject: id, message, hint }]
    }
    if ((watchers.get(id) ?? []).length > 0) return []
    const message = 'is looked at by rules that no subscription takes'
    const hint = 'add one of these rules to a subscription'
    return [{ kind: 'untold-feed', subject: id, message, hint }]
  })
}

/** In one finding: who takes over the whole library needs no list of sixty. */
function listUnusedConcepts({ concepts, rules }: Settings): readonly HygieneFinding[] {
  const used = new Set([...rules.values()].flatMap(({ match }) => conceptClosure(match, concepts)))
  const unused = [...concepts.keys()].filter((name) => !used.has(name))
  if (unused.length === 0) return []
  return [
    {
      kind: 'unused-concepts',
      subject: unused.join(', '),
      message: unused.length === 1 ? 'is reached by no rule' : 'are reached by no rule',
      hint: 'name them in a rule by @NAME, or remove them',
    },
  ]
}
