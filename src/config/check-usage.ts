import type { ConfigProblem } from './config-problem.ts'
import type { ConfigFile } from './config-schema.ts'

/**
 * Warns of what is allowed and hardly meant: news that nobody is told of, rules that alert nobody, addresses that stand twice, a memory
 * that is shorter than stories are, links that mail programs do not follow.
 */
export function checkUsage(config: ConfigFile): readonly ConfigProblem[] {
  return [
    ...listUntoldNews(config),
    ...listUnusedRules(config),
    ...listRepeatedAddresses(config),
    ...listShortMemory(config),
    ...listOpenPublicUrl(config),
  ]
}

/** Feeds that tell the same news within a month fold into one story, as long as it is kept. */
const STORY_DAYS = 31

function listShortMemory({ keep }: ConfigFile): readonly ConfigProblem[] {
  if (keep.items >= STORY_DAYS) return []
  return [
    {
      code: 'short-memory',
      severity: 'warning',
      message: `what is gone after ${keep.items} days is told again when another feed publishes it later`,
      hint: `keep items for ${STORY_DAYS}d or more`,
      path: ['keep', 'items'],
      at: 'value',
      offset: null,
    },
  ]
}

/** Shown at the section that was to be told of. */
function listUntoldNews({ rules, subscriptions }: ConfigFile): readonly ConfigProblem[] {
  if (Object.keys(subscriptions).length > 0) return []
  return [
    {
      code: 'nobody-told',
      severity: 'warning',
      message: 'there is no subscription, so nobody is told of anything',
      hint: 'add subscriptions: { desk: { to: [desk@example.org], rules: all } }',
      path: Object.keys(rules).length > 0 ? ['rules'] : ['feeds'],
      at: 'key',
      offset: null,
    },
  ]
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

/** Mail programs offer their button for https alone (RFC 8058); on this machine one may be trying things out. */
function listOpenPublicUrl({ web }: ConfigFile): readonly ConfigProblem[] {
  if (web === false || web.publicUrl === undefined) return []
  const { protocol, hostname } = new URL(web.publicUrl)
  if (protocol === 'https:' || /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)) return []
  return [
    {
      code: 'public-url-without-tls',
      severity: 'warning',
      message: 'mail programs offer one-click unsubscribe for https alone',
      hint: 'let a proxy serve the pages by https, and name that address',
      path: ['web', 'publicUrl'],
      at: 'value',
      offset: null,
    },
  ]
}
