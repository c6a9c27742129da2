import { ruleIdOf } from '../../../../src/core/ids.ts'
import { RuleSet } from '../../../../src/core/rule/rule-set.ts'
import { matcherOfRules } from './hold-rules.ts'
import { createOracle, queryOf } from './oracle.ts'
import type { Course } from './random-case.ts'

/** Ids of rules that hold for each document: by the set, by a matcher of the same rules, by the oracle. */
export type Followed = Readonly<Record<'set' | 'fresh' | 'oracle', readonly string[]>>

/** So many that the index is made anew when they are gone. */
const CROWD = Array.from({ length: 1_100 }, (_, index) => `crowd-${index}`)

/** Adds and removes rules while documents come. */
export function followCourse({ concepts, crowdUntil, steps }: Course): readonly Followed[] {
  const set = new RuleSet(new Map(Object.entries(concepts)), null)
  const crowd = crowdUntil === 0 ? [] : CROWD
  for (const word of crowd) set.add(ruleIdOf(word), `"trade ${word}"`)
  const rules = new Map<string, string>()
  return steps.map(({ id, rule, document }, index) => {
    if (index === crowdUntil) for (const word of crowd) set.remove(ruleIdOf(word))
    rules.delete(String(id))
    if (rule === null) set.remove(ruleIdOf(String(id)))
    else {
      set.add(ruleIdOf(String(id)), rule)
      rules.set(String(id), rule)
    }
    const ids = [...rules.keys()]
    const oracle = createOracle(document, concepts)
    const fresh = matcherOfRules([...rules.values()], concepts).match(document)
    return {
      set: set.match(document).map(({ ruleId, spans }) => `${ruleId} ${JSON.stringify(spans)}`),
      fresh: fresh.map(({ ruleId, spans }) => `${ids[Number(ruleId)]} ${JSON.stringify(spans)}`),
      oracle: ids.filter((each) => oracle.holds(queryOf(rules.get(each)!))),
    }
  })
}
