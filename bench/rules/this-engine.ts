import { readKoreanLexicon } from '../../src/config/read-korean-lexicon.ts'
import { createMatcher } from '../../src/core/rule/matcher.ts'
import type { CompiledContestant, Contestant } from './contestant.ts'

/** The engine of this project, through its public entry, with the spans of every hit and the Korean lexicon. */
export const thisEngine: Contestant = {
  batch: 1,
  compile({ rules, concepts }): CompiledContestant {
    const build = createMatcher(rules, concepts, { koreanLexicon: readKoreanLexicon() })
    if (build.kind === 'refused') throw new Error(build.problems[0]?.message)
    const { match } = build.matcher
    return {
      match: (items) => {
        const numbers = new Map(rules.map(({ id }, index) => [id, index]))
        return items.map((item) => match(item).map(({ ruleId }) => numbers.get(ruleId) ?? -1))
      },
      count: (items) => items.reduce((total, item) => total + match(item).length, 0),
      inexpressible: 0,
    }
  },
}
