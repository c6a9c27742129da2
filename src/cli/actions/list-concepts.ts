import { CONCEPT_LANGUAGES, type ConceptLanguage } from '../../config/concept-languages.ts'
import {
  findConcept,
  type LibraryConcept,
  readConceptLibrary,
} from '../../config/concept-library.ts'
import { findClosest } from '../../config/find-closest.ts'
import { formatConcepts } from '../../config/format-concepts.ts'
import { nameOfLanguage } from '../../core/text/name-of-language.ts'
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
  const language = readConceptLanguage(call.option('lang'))
  const found = inLanguage(selectConcepts(positionals), language)
  const [first, ...more] = found
  if (has('json')) writeJsonLine(io, found.map(describeConcept))
  else if (has('yaml')) write(io, formatConcepts(found))
  else if (first !== undefined && more.length === 0) printConcept(io, first, language)
  else printConcepts(io, found)
  return EXIT.done
}

/** The language that --lang names; throws a UsageError with those that there are for any other. */
function readConceptLanguage(code: string | null): ConceptLanguage | null {
  if (code === null) return null
  const known = CONCEPT_LANGUAGES.find((language) => language === code.toLowerCase())
  if (known !== undefined) return known
  const languages = CONCEPT_LANGUAGES.map((language) => `${language} (${nameOfLanguage(language)})`)
  throw new UsageError(
    `the concepts that come along have no terms in the language ${code}`,
    `they have ${languages.join(', ')}`,
  )
}

/** The concepts with terms in a language, and of their terms those and what is the same in all languages. */
function inLanguage(
  concepts: readonly LibraryConcept[],
  language: ConceptLanguage | null,
): readonly LibraryConcept[] {
  if (language === null) return concepts
  const found = concepts.filter(({ languages }) => languages.includes(language))
  if (found.length > 0) {
    return found.map((concept) => ({
      ...concept,
      languages: [language],
      terms: concept.terms.filter((term) => ['any', language].includes(term.language)),
    }))
  }
  throw new CommandError(`none of these concepts has terms in ${nameOfLanguage(language)}`, {
    hint: 'leave --lang out to see them',
  })
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
