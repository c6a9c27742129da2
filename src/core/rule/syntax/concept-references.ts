import { pushTo } from '../../push-to.ts'
import { readConceptEntry } from './concept-entry.ts'
import type { ConceptLists } from './concept-lists.ts'
import { conceptsIn } from './query.ts'

/** Where a concept names another one; offsets count within the term of that number. */
export type ConceptReference = {
  readonly name: string
  readonly termIndex: number
  readonly start: number
  readonly end: number
}

/** The concepts that a list names, as entries of their own or in guards. */
export function referencesOf(texts: readonly string[]): readonly ConceptReference[] {
  return texts.flatMap((text, termIndex) => {
    if (!/[@＠]/.test(text)) return [] // saves reading the guards of most terms for every rule
    const entry = readConceptEntry(text)
    if (entry.kind === 'reference') {
      return [{ name: entry.name, termIndex, start: 0, end: text.length }]
    }
    if (entry.kind !== 'guarded') return []
    return conceptsIn(entry.term.query).map(({ name, start, end }) => ({
      name,
      termIndex,
      start,
      end,
    }))
  })
}

/** These concepts and all that they name, directly or through others. */
export function conceptsBelow(
  names: readonly string[],
  concepts: ConceptLists,
): ReadonlySet<string> {
  return reachedFrom(names, (name) => referencesOf(concepts.get(name) ?? []).map(nameOf))
}

/** These concepts and all that name them, directly or through others. */
export function conceptsAbove(
  names: readonly string[],
  concepts: ConceptLists,
): ReadonlySet<string> {
  const above = new Map<string, string[]>()
  for (const [concept, texts] of concepts) {
    for (const { name } of referencesOf(texts)) pushTo(above, name, concept)
  }
  return reachedFrom(names, (name) => above.get(name) ?? [])
}

function reachedFrom(
  names: readonly string[],
  nextOf: (name: string) => readonly string[],
): ReadonlySet<string> {
  const reached = new Set(names)
  // a set hands out what is added to it while it is walked
  for (const name of reached) for (const next of nextOf(name)) reached.add(next)
  return reached
}

function nameOf({ name }: ConceptReference): string {
  return name
}
