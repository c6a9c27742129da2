import { readKoreanLexicon } from '../config/read-korean-lexicon.ts'
import { ruleIdOf } from '../core/ids.ts'
import { createMatcher, type Matcher, type RuleDiagnosis } from '../core/rule/matcher.ts'
import { UsageError } from './command.ts'
import { displayWidth } from './output/display-width.ts'

/** The only rule of a matcher that is made from a query on the command line. */
export const QUERY_ID = ruleIdOf('query')

export type Concepts = ReadonlyMap<string, readonly string[]>

/** A matcher of one query, and what is suspicious in the query. */
export type QueryMatcher = {
  readonly matcher: Matcher
  readonly warnings: readonly RuleDiagnosis[]
}

/** A matcher of this one query. Throws a UsageError that shows where the query is wrong. */
export function compileQuery(query: string, concepts: Concepts): QueryMatcher {
  const result = createMatcher([{ id: QUERY_ID, query }], concepts, {
    koreanLexicon: readKoreanLexicon(),
  })
  if (result.kind === 'built') {
    const warnings = result.warnings.filter(({ ruleId }) => ruleId === QUERY_ID)
    return { matcher: result.matcher, warnings }
  }
  const errors = result.problems.filter(({ severity }) => severity === 'error')
  const told = errors.map((problem) => {
    const what = problem.ruleId === null ? problem.message : showInQuery(query, problem)
    return problem.hint === null ? what : `${what}\n  ${problem.hint}`
  })
  throw new UsageError(`the rule cannot be read: ${told.join('\n')}`, null)
}

/** A problem of a query, with the query and the place below it. */
export function showInQuery(query: string, { message, start, end }: RuleDiagnosis): string {
  return `${message}\n    ${query}\n    ${pointAt(query, start, end)}`
}

/** Carets under a stretch of a line, as wide as it is shown. */
function pointAt(line: string, start: number, end: number): string {
  const width = displayWidth(line.slice(start, Math.max(end, start + 1)))
  return ' '.repeat(displayWidth(line.slice(0, start))) + '^'.repeat(Math.max(1, width))
}
