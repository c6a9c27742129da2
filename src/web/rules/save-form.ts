import type { RuleDesk } from './rule-desk.ts'
import type { RuleForm } from './rule-form.ts'
import type { SaveNotice } from './save-notice.ts'

const NEW_IS_TAKEN = 'a rule called new would have no page of its own; choose another name'

/** Saves what the form holds, as the query of rule `id` or as a new rule. */
export async function saveForm(
  rules: RuleDesk,
  { id: newId, title, match, feeds }: RuleForm,
  id: string | null,
  fingerprint: string,
): Promise<SaveNotice> {
  if (match === '' || (id === null && newId === '')) return { kind: 'incomplete' }
  // its page is where new rules are made
  if (id === null && newId === 'new') return { kind: 'impossible', reason: NEW_IS_TAKEN }
  const change =
    id === null
      ? ({ kind: 'add', id: newId, title: title === '' ? null : title, match, feeds } as const)
      : ({ kind: 'replace', id, match } as const)
  return await rules.save({ change, fingerprint })
}
