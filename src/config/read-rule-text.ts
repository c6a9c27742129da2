import { readFile, stat } from 'node:fs/promises'
import { entriesOf, valueAt } from './config-problem.ts'
import { fingerprintOf } from './replace-config.ts'
import { readYaml } from './yaml-source.ts'

/** config.yaml as it is on the disk now, which may be newer than what is in force. */
export type ConfigText =
  /** With its byte order mark, if it has one. */
  | { readonly kind: 'read'; readonly text: string; readonly fingerprint: string }
  | { readonly kind: 'unreadable' }

export async function readConfigText(file: string): Promise<ConfigText> {
  try {
    if (!(await stat(file)).isFile()) return { kind: 'unreadable' } // a pipe would be waited for
    const bytes = await readFile(file)
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { kind: 'read', text, fingerprint: fingerprintOf(bytes) }
  } catch {
    return { kind: 'unreadable' } // `check` and the log of a reload say why
  }
}

/** What the text of a configuration says of one rule, as far as it is of the right shape. */
export type RuleText = {
  readonly match: string | null
  readonly title: string | null
  readonly matches: readonly string[]
  readonly ignores: readonly string[]
}

/** Null where the text has no such rule. */
export function findRuleText(text: string, id: string): RuleText | null {
  const rule = valueAt(readYaml(text.replace(/^\ufeff/, '')).value, ['rules', id])
  if (rule === undefined) return null
  const fields = new Map(entriesOf(rule))
  const textOf = (name: string): string | null => {
    const value = fields.get(name)
    return typeof value === 'string' ? value : null
  }
  const textsOf = (name: string): readonly string[] => {
    const value = fields.get(name)
    return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
  }
  return {
    match: textOf('match'),
    title: textOf('title'),
    matches: textsOf('matches'),
    ignores: textsOf('ignores'),
  }
}
