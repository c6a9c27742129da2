import type { ConceptLists } from './concept-lists.ts'
import { type ConceptReference, referencesOf } from './concept-references.ts'

/** Concepts in an order in which they can be worked on one by one, and what stands against it. */
export type ConceptOrder = {
  /** Each concept behind all that it names, as far as there are no circles. */
  readonly bottomUp: readonly string[]
  /** One reference for every circle; without them there is none. */
  readonly cycles: readonly ConceptCycle[]
}

/** A reference of a concept that closes a circle. */
export type ConceptCycle = ConceptReference & {
  readonly concept: string
  /** The circle in words, shortened where it is long: `a → b → a`. */
  readonly loop: string
}

/** A concept whose references are being followed, and those that are left. */
type Step = { readonly name: string; readonly references: Iterator<ConceptReference> }

/**
 * One walk in depth, which goes over each reference once and keeps a stack of its own: a chain of concepts may be as long as
 * it likes.
 */
export function orderConcepts(concepts: ConceptLists): ConceptOrder {
  const bottomUp: string[] = []
  const cycles: ConceptCycle[] = []
  const path: Step[] = []
  /** Where on the path a concept stands; null once all that it names has been walked. */
  const places = new Map<string, number | null>()

  const enter = (name: string): void => {
    places.set(name, path.length)
    const references = eachNameOnce(referencesOf(concepts.get(name) ?? []))
    path.push({ name, references: references.values() })
  }

  for (const start of concepts.keys()) {
    if (!places.has(start)) enter(start)
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { done, value: reference } = step.references.next()
      if (done === true) {
        places.set(step.name, null)
        bottomUp.push(step.name)
        path.pop()
        continue
      }
      const place = places.get(reference.name)
      if (place === undefined) enter(reference.name)
      else if (place !== null) {
        cycles.push({ ...reference, concept: step.name, loop: describeLoop(path, place) })
      }
    }
  }
  return { bottomUp, cycles }
}

/** A concept that names another one twice makes one circle with it. */
function eachNameOnce(references: readonly ConceptReference[]): readonly ConceptReference[] {
  const first = new Map<string, ConceptReference>()
  for (const reference of references) {
    if (!first.has(reference.name)) first.set(reference.name, reference)
  }
  return [...first.values()]
}

/** How many names of a long circle are shown, at its beginning and at its end. */
const SHOWN_FIRST = 3
const SHOWN_LAST = 2

/** The circle that goes from a place of the path to its end and back. */
function describeLoop(path: readonly Step[], place: number): string {
  const namesOf = (from: number, to: number): readonly string[] =>
    path.slice(from, to).map(({ name }) => name)
  const count = path.length - place
  const first = namesOf(place, place + 1)
  if (count <= SHOWN_FIRST + SHOWN_LAST + 1) {
    return [...namesOf(place, path.length), ...first].join(' → ')
  }
  const begin = namesOf(place, place + SHOWN_FIRST)
  const end = namesOf(path.length - SHOWN_LAST, path.length)
  return `${[...begin, '…', ...end, ...first].join(' → ')}, ${count} concepts`
}
