import {
  findConcept,
  type LibraryConcept,
  readConceptLibrary,
} from '../../config/concept-library.ts'
import { findClosest } from '../../config/find-closest.ts'
import { formatConcepts } from '../../config/format-concepts.ts'
import { type CommandCall, CommandError, UsageError } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { printConcept, printConcepts } from '../output/print-concepts.ts'
import { write, writeJsonLine } from '../output/write.ts'

/** Lists the shipped concepts, or those that words single out. */
export async function listConcepts(call: CommandCall): Promise<ExitCode> {
  const { io, positionals, has } = call
  if (has('json') && has('yaml')) {
    throw new UsageError('--json and --yaml do not go together', 'write one of them')
  }
  const found = selectConcepts(positionals)
  const [first, ...more] = found
  if (has('json')) writeJsonLine(io, found.map(describeConcept))
  else if (has('yaml')) write(io, formatConcepts(found))
  else if (first !== undefined && more.length === 0) printConcept(io, first)
  else printConcepts(io, found)
  return EXIT.done
}

/** A name finds that concept alone, although others may hold the word. */
function selectConcepts(words: readonly string[]): readonly LibraryConcept[] {
  const concepts = readConceptLibrary()
  const named = words.map((word) => findConcept(word.toLowerCase(), concepts))
  const exact = named.filter((concept) => concept !== null)
  if (exact.length === words.length && exact.length > 0) return [...new Set(exact)]
  const found = concepts.filter((concept) => words.every((word) => isAbout(concept, word)))
  if (found.length > 0) return found
  throw new CommandError(`no concept that comes along has to do with "${words.join(' ')}"`, {
    hint: suggest(words.join('-'), concepts),
  })
}

function suggest(typed: string, concepts: readonly LibraryConcept[]): string {
  const closest = findClosest(
    typed,
    concepts.flatMap(({ name, aliases }) => [name, ...aliases]),
  )
  return closest === null ? 'policywatch concepts lists all' : `did you mean "${closest}"?`
}

function isAbout({ name, aliases, title, domain, terms }: LibraryConcept, word: string): boolean {
  const texts = [name, ...aliases, title, domain, ...terms.map(({ text }) => text)]
  return texts.some((text) => foldText(text).includes(foldText(word)))
}

function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[\s-]/g, '')
}

function describeConcept(concept: LibraryConcept): object {
  const { name, aliases, title, about, domain, languages, terms } = concept
  return { name, aliases, title, about, domain, languages, terms }
}
