import { basename } from 'node:path'
import { editRule, type RuleChange } from '../config/edit-rule.ts'
import { parseConfig } from '../config/parse-config.ts'
import { findRuleText, readConfigText } from '../config/read-rule-text.ts'
import { readTextFile } from '../config/read-text-file.ts'
import { replaceConfig } from '../config/replace-config.ts'
import type { Settings } from '../config/settings.ts'
import type { Diagnostic } from '../core/diagnostic.ts'
import type { Timestamp } from '../core/time.ts'

/** What became of the wish to save a rule. Only `saved` wrote something. Reasons are sentences without a full stop. */
export type RuleSaving =
  /** `backup` is the name of the file that holds the version before. */
  | { readonly kind: 'saved'; readonly backup: string }
  | { readonly kind: 'unchanged' }
  /** `web.edit` is not true. */
  | { readonly kind: 'not-allowed' }
  /** The file is not what it was when the page was made. */
  | { readonly kind: 'changed' }
  /** The whole file would be refused with this change, for these errors. */
  | { readonly kind: 'refused'; readonly problems: readonly Diagnostic[] }
  /** The change cannot be made in the text as it is written. */
  | { readonly kind: 'impossible'; readonly reason: string }
  | { readonly kind: 'unwritable'; readonly reason: string }

export type SavingRule = {
  readonly change: RuleChange
  /** Of the file as the page showed it. */
  readonly fingerprint: string
}

/**
 * Writes a rule into config.yaml, if the whole file is accepted with it, and nothing else: a daemon that watches the file
 * takes it over as it does every other change.
 */
export async function saveRule(
  settings: Settings,
  env: Readonly<Record<string, string | undefined>>,
  { change, fingerprint }: SavingRule,
  now: Timestamp,
): Promise<RuleSaving> {
  if (settings.web?.edit !== true) return { kind: 'not-allowed' }
  const { file } = settings

  // 1 the file as it is now
  const current = await readConfigText(file)
  if (current.kind === 'unreadable') return { kind: 'unwritable', reason: 'it cannot be read' }
  if (current.fingerprint !== fingerprint) return { kind: 'changed' }

  // 2 the one change
  const wanted = asValues(change)
  const isSame = findRuleText(current.text, wanted.id)?.match === wanted.match
  if (wanted.kind === 'replace' && isSame) return { kind: 'unchanged' }
  const edited = editRule(current.text, wanted)
  if (edited.kind === 'impossible') return edited

  // 3 the whole as `check` sees it
  const shown = edited.text.replace(/^\ufeff/, '')
  const name = basename(file)
  const source = { text: shown, file: name, path: file, env, readText: readTextFile }
  const result = await parseConfig(source)
  if (result.kind === 'refused') {
    // warnings, of this rule or of others, are not why
    const problems = result.diagnostics.filter(({ severity }) => severity === 'error')
    return { kind: 'refused', problems }
  }

  // 4 onto the disk
  const written = replaceConfig({ file, text: edited.text, fingerprint, now })
  return written.kind === 'written' ? { kind: 'saved', backup: written.backup } : written
}

/** Values of the file may hold placeholders; what is typed into a page holds none. */
function asValues(typed: RuleChange): RuleChange {
  const literal = (text: string): string => text.replaceAll(/\$(?=\{)/g, () => '$$')
  const match = literal(typed.match)
  if (typed.kind === 'replace') return { ...typed, match }
  return { ...typed, match, title: typed.title === null ? null : literal(typed.title) }
}
