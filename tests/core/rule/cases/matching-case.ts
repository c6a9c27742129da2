/** What the case shows, the rule, the text, and whether the rule holds for it. */
export type MatchingCase = readonly [name: string, rule: string, text: string, holds: boolean]
