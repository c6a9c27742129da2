/** What stands in the form of the laboratory. */
export type RuleForm = {
  /** Of a new rule; '' otherwise. */
  readonly id: string
  readonly title: string
  readonly match: string
  readonly feeds: readonly string[]
  /** null: as many as usual. */
  readonly days: number | null
}

/** Stretches that can be tried, in days. */
export const TRIED_DAYS: readonly number[] = [7, 30, 90]

export function readRuleForm(sent: Readonly<Record<string, unknown>>): RuleForm {
  const text = (name: string): string => {
    const value = sent[name]
    return typeof value === 'string' ? value.replaceAll(/\r\n?/g, '\n').trim() : ''
  }
  const days = Number(text('days'))
  return {
    id: text('id'),
    title: text('title'),
    match: text('match'),
    feeds: text('feeds')
      .split(/[\s,]+/)
      .filter((name) => name !== ''),
    days: TRIED_DAYS.includes(days) ? days : null,
  }
}
