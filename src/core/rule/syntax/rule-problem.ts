/** What may be wrong, or suspicious, in rules and in the terms of concepts. docs/RULES.md lists all of these, and a test holds it to that. */
export const RULE_PROBLEM_CODES = [
  // how a rule is written
  'empty-rule',
  'too-long',
  'too-deep',
  'unclosed-quote',
  'ambiguous-quote',
  'unclosed-parenthesis',
  'unopened-parenthesis',
  'missing-operand',
  'nothing-required',
  'malformed-operator',
  'unknown-operator',
  'foreign-operator',
  'foreign-function',
  'at-least-range',
  'unexpected-sign',
  'unexpected-comma',
  'near-operand',
  'near-fields',
  'unknown-field',
  'field-in-field',
  'unknown-language',
  'wildcard-inside',
  'wildcard-too-short',
  'foreign-wildcard',
  'empty-term',
  'term-too-long',
  'misplaced-exact',
  'slop-without-phrase',
  'empty-concept-name',
  // concepts
  'unknown-concept',
  'concept-cycle',
  'empty-concept',
  'concept-too-large',
  'row-in-guard',
  'field-in-guard',
  'operator-in-guard',
  // warnings
  'small-operator',
  'bare-words',
  'word-before-group',
  'only-capitals',
  'never-matches',
  'counted-twice',
  'sign-not-looked-for',
  'question-mark-at-end',
  'country-for-language',
  'operator-in-concept',
] as const

export type RuleProblemCode = (typeof RULE_PROBLEM_CODES)[number]

/** What is wrong, or suspicious, in the text of a rule; offsets say where. */
export type RuleProblem = {
  /** Stable and searchable, for example `unclosed-quote`. */
  readonly code: RuleProblemCode
  /** An error refuses the rule; a warning does not. */
  readonly severity: 'error' | 'warning'
  /** In plain words, without a full stop: `the quote " is not closed`. */
  readonly message: string
  /** What to type instead; null where the message says it. */
  readonly hint: string | null
  /** UTF-16 offsets into the text of the rule (or of a concept's term), end exclusive; equal where something is missing at the end. */
  readonly start: number
  readonly end: number
}

/** An error at a stretch of the text. */
export function ruleError(
  code: RuleProblemCode,
  at: { readonly start: number; readonly end: number },
  message: string,
  hint: string | null,
): RuleProblem {
  return { code, severity: 'error', message, hint, start: at.start, end: at.end }
}

/** A warning at a stretch of the text: the rule is accepted, but may not mean what was meant. */
export function ruleWarning(
  code: RuleProblemCode,
  at: { readonly start: number; readonly end: number },
  message: string,
  hint: string | null,
): RuleProblem {
  return { code, severity: 'warning', message, hint, start: at.start, end: at.end }
}
