import type { DocumentField } from '../match-document.ts'

const FIELDS: ReadonlyMap<string, DocumentField> = new Map([
  ['title', 'title'],
  ['text', 'text'],
  ['body', 'text'],
  ['source', 'source'],
  ['lang', 'lang'],
  ['tag', 'tag'],
  ['author', 'author'],
  ['url', 'url'],
])

/** What a rule may write before a colon. */
export const FIELD_NAMES: readonly string[] = [...FIELDS.keys()]

/** The field that is called so, in any case; null for none. */
export function fieldNamed(name: string): DocumentField | null {
  return FIELDS.get(name.toLowerCase()) ?? null
}
