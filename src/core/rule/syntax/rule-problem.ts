/**
 * What is wrong, or suspicious, in the text of a rule; offsets say where. docs/RULES.md lists the codes, each with a rule that
 * brings it.
 */
export type RuleProblem = {
  /** Stable and searchable, for example `unclosed-quote`. */
  readonly code: string
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
  code: string,
  at: { readonly start: number; readonly end: number },
  message: string,
  hint: string | null,
): RuleProblem {
  return { code, severity: 'error', message, hint, start: at.start, end: at.end }
}

/** A warning at a stretch of the text: the rule is accepted, but may not mean what was meant. */
export function ruleWarning(
  code: string,
  at: { readonly start: number; readonly end: number },
  message: string,
  hint: string | null,
): RuleProblem {
  return { code, severity: 'warning', message, hint, start: at.start, end: at.end }
}
