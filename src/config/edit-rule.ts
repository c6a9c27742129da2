import { isDeepStrictEqual } from 'node:util'
import { entriesOf, valueAt } from './config-problem.ts'
import { proposeMatches } from './propose-matches.ts'
import { proposeNewRules } from './propose-new-rules.ts'
import { applySplices, type Splice } from './text-splice.ts'
import type { NewRule } from './write-rule.ts'
import { readYaml, type YamlSource } from './yaml-source.ts'

/**
 * Changes one rule in the text of a config.yaml and leaves every other byte as it is: comments, order, quotes, line ends.
 *
 * The text is not written anew from its tree, for no writer of YAML keeps what it does not understand. The places where the
 * new value could stand, and the forms in which it could stand there, are proposed, best first; of these the first is taken
 * that reads as the old value with this one change and nothing else. So a proposal may be wrong in a corner of YAML that
 * nobody thought of, and a file is not.
 *
 *     editRule(text, { kind: 'replace', id: 'smr', match: 'SMR AND Korea' })
 *
 * What cannot be done so, because the value is shared with another place of the file, is refused with a reason.
 */
export type RuleChange =
  | { readonly kind: 'replace'; readonly id: string; readonly match: string }
  | ({ readonly kind: 'add' } & NewRule)

export type RuleEditing =
  | { readonly kind: 'edited'; readonly text: string }
  /** `reason` is a sentence without a full stop. */
  | { readonly kind: 'impossible'; readonly reason: string }

const BOM = '\ufeff'

export function editRule(text: string, change: RuleChange): RuleEditing {
  if (text.startsWith(BOM)) {
    const edited = editRule(text.slice(BOM.length), change)
    return edited.kind === 'edited' ? { ...edited, text: BOM + edited.text } : edited
  }
  const source = readYaml(text)
  if (source.value === undefined || source.problems.some(({ severity }) => severity === 'error')) {
    return impossible('the file has mistakes of its own')
  }
  const isThere = Object.hasOwn(Object(valueAt(source.value, ['rules'])), change.id)
  if (isThere && change.kind === 'add') return impossible(`there is a rule ${change.id} already`)
  if (!isThere && change.kind === 'replace') return impossible(`the file has no rule ${change.id}`)
  const wanted = valueAfter(source.value, change)
  for (const splices of propose(source, change)) {
    const edited = applySplices(text, splices)
    if (readsAs(edited, wanted)) return { kind: 'edited', text: edited }
  }
  return impossible(
    change.kind === 'replace'
      ? 'other places of the file share the text of this rule (& and *), or it stands in an unusual form'
      : 'the section rules stands in an unusual form',
  )
}

function propose(source: YamlSource, change: RuleChange): Iterable<readonly Splice[]> {
  return change.kind === 'replace'
    ? proposeMatches(source, change)
    : proposeNewRules(source, change)
}

function impossible(reason: string): RuleEditing {
  return { kind: 'impossible', reason }
}

/** The value of the file with the one change. */
function valueAfter(value: unknown, change: RuleChange): unknown {
  const rules = valueAt(value, ['rules'])
  const rule =
    change.kind === 'replace'
      ? { ...Object.fromEntries(entriesOf(valueAt(rules, [change.id]))), match: change.match }
      : {
          ...(change.title === null ? {} : { title: change.title }),
          match: change.match,
          ...(change.feeds.length === 0 ? {} : { feeds: change.feeds }),
        }
  return {
    ...Object.fromEntries(entriesOf(value)),
    rules: { ...Object.fromEntries(entriesOf(rules)), [change.id]: rule },
  }
}

function readsAs(text: string, wanted: unknown): boolean {
  const { value, problems } = readYaml(text)
  return problems.length === 0 && isDeepStrictEqual(value, wanted)
}
