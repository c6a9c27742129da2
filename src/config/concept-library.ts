import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { CONCEPT_LANGUAGES, type ConceptLanguage, type TermLanguage } from './concept-languages.ts'
import { librarySchema } from './library-schema.ts'

/**
 * The concepts that come with Policywatch, from the files in `concepts/`. They are part of the program like its code:
 * read once, when first asked for, and a mistake in them is thrown.
 */

/** A term as the rule language writes it, and in which language it is. */
export type LibraryTerm = { readonly text: string; readonly language: TermLanguage }

export type LibraryConcept = {
  readonly name: string
  /** Other names for it. */
  readonly aliases: readonly string[]
  readonly title: string
  /** What belongs to it and what does not. */
  readonly about: string
  /** Title of the file that it stands in. */
  readonly domain: string
  /** Those for all languages first. */
  readonly terms: readonly LibraryTerm[]
  /** The languages that it has terms of its own in. */
  readonly languages: readonly ConceptLanguage[]
  readonly examples: ConceptExamples
}

/** Sentences that it must hit, and sentences that it must not. */
export type ConceptExamples = {
  readonly matches: readonly ConceptExample[]
  readonly ignores: readonly ConceptExample[]
}

export type ConceptExample = { readonly text: string; readonly language: ConceptLanguage }

const LIBRARY_FOLDER = path.resolve(import.meta.dirname, '../../concepts')

let library: readonly LibraryConcept[] | undefined
let cutFiles: readonly CutFile[] | undefined

/** All shipped concepts, by domain and then in the order of the file. Throws where a file is damaged. */
export function readConceptLibrary(): readonly LibraryConcept[] {
  library ??= readLibrary(LIBRARY_FOLDER)
  return library
}

/**
 * The shipped concept that is called so, alone; all of them where none is, so that its caller can say what was meant. To
 * read all takes five times as long as to read the four that our config.yaml takes over.
 */
export function readConceptsFor(name: string): readonly LibraryConcept[] {
  cutFiles ??= cutLibrary(LIBRARY_FOLDER)
  for (const { file, head, entries } of cutFiles) {
    const named = entries.filter((entry) => mayBeCalled(entry, name))
    const concepts = named.length === 0 ? [] : parseLibraryFile([head, ...named].join(''), file)
    const concept = findConcept(name, concepts)
    if (concept !== null) return [concept]
  }
  return readConceptLibrary()
}

type CutFile = { readonly file: string; readonly head: string; readonly entries: readonly string[] }

/** The files, each cut before every line that is indented by two spaces: there a concept begins. */
function cutLibrary(folder: string): readonly CutFile[] {
  return listFiles(folder).map((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8')
    const [head = '', ...entries] = text.split(/^(?= {2}\S)/m)
    return { file, head, entries }
  })
}

/** By the lines with its name and its other names; what else they hold is seen when the entry is read. */
function mayBeCalled(entry: string, name: string): boolean {
  return (
    entry.startsWith(`  ${name}:`) || /^ {4}aliases:.*/m.exec(entry)?.[0].includes(name) === true
  )
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
}

/** The concept that is called so, by its name or another one; null for none. */
export function findConcept(
  name: string,
  concepts: readonly LibraryConcept[],
): LibraryConcept | null {
  const isCalled = ({ name: own, aliases }: LibraryConcept): boolean =>
    own === name || aliases.includes(name)
  return concepts.find(isCalled) ?? null
}

function readLibrary(folder: string): readonly LibraryConcept[] {
  const concepts = listFiles(folder).flatMap((file) =>
    parseLibraryFile(readFileSync(path.join(folder, file), 'utf8'), file),
  )
  const names = concepts.flatMap(({ name, aliases }) => [name, ...aliases])
  const doubled = names.find((name, index) => names.indexOf(name) !== index)
  if (doubled !== undefined) throw new Error(`concepts/: two concepts are called ${doubled}`)
  return concepts
}

/** The concepts in the text of one file. Throws an error that says what is wrong with it. */
export function parseLibraryFile(text: string, file: string): readonly LibraryConcept[] {
  const result = librarySchema.safeParse(parse(text))
  if (!result.success) throw new Error(`concepts/${file}:\n${z.prettifyError(result.error)}`)
  const { title: domain, concepts } = result.data
  return Object.entries(concepts).map(([name, { aliases, title, about, terms, examples }]) => ({
    name,
    aliases,
    title,
    about,
    domain,
    terms: (['any', ...CONCEPT_LANGUAGES] as const).flatMap((language) =>
      (terms[language] ?? []).map((term) => ({ text: term, language })),
    ),
    languages: CONCEPT_LANGUAGES.filter((language) => terms[language] !== undefined),
    examples: { matches: listExamples(examples.matches), ignores: listExamples(examples.ignores) },
  }))
}

function listExamples(
  sentences: Readonly<Partial<Record<ConceptLanguage, readonly string[] | undefined>>>,
): readonly ConceptExample[] {
  return CONCEPT_LANGUAGES.flatMap((language) =>
    (sentences[language] ?? []).map((text) => ({ text, language })),
  )
}
