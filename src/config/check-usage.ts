import type { ConfigProblem } from './config-problem.ts'
import type { ConfigFile } from './config-schema.ts'

/** Warns of what is allowed and hardly meant: rules that alert nobody, addresses that stand twice. */
export function checkUsage(config: ConfigFile): readonly ConfigProblem[] {
  return [...listUnusedRules(config), ...listRepeatedAddresses(config)]
}

function listUnusedRules({ rules, subscriptions }: ConfigFile): readonly ConfigProblem[] {
  const taken = Object.values(subscriptions).map((subscription) => subscription.rules)
  if (taken.length === 0 || taken.includes('all')) return []
  const used = new Set(taken.flat())
  return Object.keys(rules)
    .filter((id) => !used.has(id))
    .map((id) => ({
      code: 'unused-rule',
      severity: 'warning',
      message: `no subscription takes the rule "${id}", so it alerts nobody`,
      hint: 'add it to the rules of a subscription, or remove it',
      path: ['rules', id],
      at: 'key',
      offset: null,
    }))
}

function listRepeatedAddresses({ subscriptions }: ConfigFile): readonly ConfigProblem[] {
  return Object.entries(subscriptions).flatMap(([id, { to }]) => {
    const addresses = to.map(({ address }) => address.toLowerCase())
    return addresses.flatMap((address, index): readonly ConfigProblem[] => {
      if (addresses.indexOf(address) === index) return []
      const problem = {
        code: 'repeated-address',
        message: `${address} stands twice; it gets one message`,
        hint: 'remove one of them',
        offset: null,
      }
      return [
        { ...problem, severity: 'warning', path: ['subscriptions', id, 'to', index], at: 'value' },
      ]
    })
  })
}
