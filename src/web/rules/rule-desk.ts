import type { RuleSettings } from '../../config/settings.ts'
import type { NewRule } from '../../config/write-rule.ts'
import type { RuleOverview } from '../../pipeline/list-rules.ts'
import type { RuleDraft, RulePreview } from '../../pipeline/preview-rule.ts'
import type { Hygiene } from '../../pipeline/read-hygiene.ts'
import type { RuleSaving, SavingRule } from '../../pipeline/save-rule.ts'

/** What stands behind the pages of rules. */
export type RuleDesk = {
  readonly list: () => Promise<readonly RuleOverview[]>
  /** What may be tidied up, in rules and elsewhere. */
  readonly hygiene: () => Promise<Hygiene>
  /** The rule in force; null: there is none. */
  readonly find: (id: string) => RuleSettings | null
  /** What config.yaml says now; a rule that stands there and is not in force is new, or the file is refused. */
  readonly readFile: (id: string | null) => Promise<RuleFile>
  readonly preview: (draft: RuleDraft, signal: AbortSignal) => Promise<RulePreview>
  readonly save: (saving: SavingRule) => Promise<RuleSaving>
  /** Resolves when the rule is in force as it was saved, or to false when that takes too long. */
  readonly whenInForce: (rule: Pick<NewRule, 'id' | 'match'>) => Promise<boolean>
  /** The names of concepts, for who writes a query. */
  readonly conceptNames: () => readonly string[]
}

export type RuleFile = {
  /** The name of the file, without its folders. */
  readonly name: string
  /** Of what it holds now; null: it cannot be read. */
  readonly fingerprint: string | null
  /** The query that it has for the rule, as written; null: no such rule. */
  readonly match: string | null
}
