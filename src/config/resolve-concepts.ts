import { CONCEPT_LANGUAGES } from './concept-languages.ts'
import {
  findConcept,
  type LibraryConcept,
  type LibraryTerm,
  readConceptsFor,
} from './concept-library.ts'
import { type ConfigPath, type ConfigProblem, errorAt } from './config-problem.ts'
import type { ConfigFile } from './config-schema.ts'
import { findClosest } from './find-closest.ts'
import { nameOfTerm } from './name-of-term.ts'

/** config.yaml with every concept as the list of its terms, wherever they come from. */
export type ResolvedFile = Omit<ConfigFile, 'concepts'> & {
  readonly concepts: Readonly<Record<string, readonly string[]>>
}

export type ResolvedConcepts = {
  readonly file: ResolvedFile
  readonly problems: readonly ConfigProblem[]
  /** A problem in a term of that number, at the place where config.yaml asks for the term. */
  readonly placeInFile: (problem: ConfigProblem) => ConfigProblem
}

type Written = ConfigFile['concepts'][string]
type Taken = Exclude<Written, readonly string[] | 'library'>

/** A concept as terms, each with the place that brings it in. */
type Resolved = {
  readonly terms: readonly { readonly text: string; readonly path: ConfigPath }[]
  readonly problems: readonly ConfigProblem[]
}

/** Lists concepts that come along, the named one among them, or all; called only where config.yaml asks for one. */
type ListShipped = (name: string) => readonly LibraryConcept[]

/**
 * Puts the terms of shipped concepts where config.yaml takes them over by name, followed by those that it adds. From
 * here on a concept is its terms: rules, their hashes and the engine see nothing else.
 */
export function resolveConcepts(
  config: ConfigFile,
  listShipped: ListShipped = readConceptsFor,
): ResolvedConcepts {
  const resolved = new Map(
    Object.entries(config.concepts).map(([name, written]) => [
      name,
      resolve(name, written, listShipped),
    ]),
  )
  const concepts = Object.fromEntries(
    [...resolved].map(([name, { terms }]) => [name, terms.map(({ text }) => text)]),
  )
  return {
    file: { ...config, concepts },
    problems: [...resolved.values()].flatMap(({ problems }) => problems),
    placeInFile: (problem): ConfigProblem => {
      const [section, name, index] = problem.path
      if (section !== 'concepts' || typeof index !== 'number') return problem
      const path = resolved.get(String(name))?.terms[index]?.path ?? problem.path
      const isWritten = typeof path.at(-1) === 'number'
      return { ...problem, path, offset: isWritten ? problem.offset : null }
    },
  }
}

function resolve(name: string, written: Written, listShipped: ListShipped): Resolved {
  const path = ['concepts', name]
  if (written === 'library') {
    return take(
      { library: name, plus: [], without: [] },
      { path, namePath: path },
      listShipped(name),
    )
  }
  if ('library' in written) {
    return take(written, { path, namePath: [...path, 'library'] }, listShipped(written.library))
  }
  return { terms: written.map((text, index) => ({ text, path: [...path, index] })), problems: [] }
}

type Place = { readonly path: ConfigPath; readonly namePath: ConfigPath }

function take(
  taken: Taken,
  { path, namePath }: Place,
  shipped: readonly LibraryConcept[],
): Resolved {
  const concept = findConcept(taken.library, shipped)
  if (concept === null) {
    return { terms: [], problems: [unknownConcept(taken.library, namePath, shipped)] }
  }
  const excluded = new Set(taken.without.map((text) => findTerm(text, concept)))
  const kept = concept.terms.filter(
    (term) => !excluded.has(term) && isWanted(term, taken.languages),
  )
  const own = new Set(kept.map(({ text }) => text)) // two languages may write alike
  const added = taken.plus.map((text, index) => ({ text, path: [...path, 'plus', index] }))
  const terms = [
    ...[...own].map((text) => ({ text, path: namePath })),
    ...added.filter(({ text }) => !own.has(text)),
  ]
  const problems = [
    ...listLacking(concept, taken, path),
    ...listUnknownTerms(concept, taken, path),
    ...(terms.length === 0 ? [nothingLeft(path)] : []),
  ]
  return { terms, problems }
}

function isWanted({ language }: LibraryTerm, languages: Taken['languages']): boolean {
  return language === 'any' || languages === undefined || languages.includes(language)
}

/** A term as written, or by its words alone, without what must not stand near them. */
function findTerm(text: string, { terms }: LibraryConcept): LibraryTerm | null {
  const wanted = text.trim()
  return (
    terms.find((term) => term.text === wanted) ??
    terms.find((term) => nameOfTerm(term.text) === wanted) ??
    null
  )
}

function unknownConcept(
  name: string,
  path: ConfigPath,
  shipped: readonly LibraryConcept[],
): ConfigProblem {
  const known = shipped.flatMap(({ name: own, aliases }) => [own, ...aliases])
  const closest = findClosest(name, known)
  const hint =
    closest === null
      ? 'policywatch concepts lists those that come along; or write a list of terms'
      : `did you mean "${closest}"?`
  const message = `no concept that comes along is called "${name}"`
  return errorAt(path, 'unknown-library-concept', message, hint)
}

function listLacking(
  { name, languages }: LibraryConcept,
  taken: Taken,
  path: ConfigPath,
): readonly ConfigProblem[] {
  return (taken.languages ?? []).flatMap((language, index): readonly ConfigProblem[] => {
    if (languages.includes(language)) return []
    const own = CONCEPT_LANGUAGES.filter((known) => languages.includes(known)).join(', ')
    const message = `the concept "${name}" has no terms of the language ${language}`
    const hint = `it has ${own}; add your own with plus`
    const problem = errorAt([...path, 'languages', index], 'no-such-language', message, hint)
    return [{ ...problem, severity: 'warning' }]
  })
}

function listUnknownTerms(
  concept: LibraryConcept,
  taken: Taken,
  path: ConfigPath,
): readonly ConfigProblem[] {
  const known = concept.terms.map(({ text }) => nameOfTerm(text))
  return taken.without.flatMap((text, index) => {
    if (findTerm(text, concept) !== null) return []
    const closest = findClosest(text.trim(), known)
    const hint =
      closest === null
        ? `policywatch concepts ${concept.name} lists its terms`
        : `did you mean "${closest}"?`
    const message = `the concept "${concept.name}" has no term "${text}"`
    return [errorAt([...path, 'without', index], 'unknown-term', message, hint)]
  })
}

function nothingLeft(path: ConfigPath): ConfigProblem {
  const hint = 'take in a language that it has, or add terms with plus'
  return errorAt(path, 'empty-concept', `no term is left of concept "${path[1]}"`, hint)
}
