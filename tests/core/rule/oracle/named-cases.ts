import { readKoreanLexicon } from '../../../../src/config/read-korean-lexicon.ts'
import type { MatchDocument } from '../../../../src/core/rule/match-document.ts'
import { BASIC_TABLES } from '../cases/basic-tables.ts'
import { GOVERNMENT_TABLES, READ_HTML_TABLES } from '../cases/government-tables.ts'
import { WITH_LEXICON } from '../cases/korean-lexicon.ts'
import type { MatchingCase } from '../cases/matching-case.ts'
import { FIELDS, FIELDS_OF_RELEASE } from '../cases/operators-in-texts.ts'
import { documentOf } from '../hold-rule.ts'

/** A case of the named tables, with the document that its text makes. */
export type NamedCase = {
  readonly name: string
  readonly rule: string
  readonly document: MatchDocument
  readonly holds: boolean
}

/** The lexicon that the cases are right with. */
export const LEXICON = readKoreanLexicon()

/** All named tables, each in its language. */
export const NAMED_CASES: readonly NamedCase[] = [
  ...[...BASIC_TABLES, ...GOVERNMENT_TABLES, ...READ_HTML_TABLES].flatMap(([, language, cases]) =>
    casesIn({ language }, cases),
  ),
  ...casesIn(FIELDS_OF_RELEASE, FIELDS),
  ...casesIn({ language: 'ko' }, WITH_LEXICON.flatMap(eojeolsOf)),
]

function casesIn(
  parts: Partial<MatchDocument>,
  cases: readonly MatchingCase[],
): readonly NamedCase[] {
  return cases.map(([name, rule, text, holds]) => ({
    name: `${parts.language ?? ''} ${name}: ${rule} in ${text}`,
    rule,
    document: documentOf({ ...parts, text }),
    holds,
  }))
}

/** The eojeols of a term as cases. */
function eojeolsOf([
  term,
  counts,
  refused,
]: (typeof WITH_LEXICON)[number]): readonly MatchingCase[] {
  const cases = (eojeols: string, holds: boolean): readonly MatchingCase[] =>
    eojeols.split(' ').map((eojeol) => ['in an eojeol', term, eojeol, holds])
  return [...cases(counts, true), ...cases(refused, false)]
}
