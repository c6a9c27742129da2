/**
 * Two versions of rules, held against a document at once.
 *
 * The problem. To see what a change of rules would do, every stored text has to be held against the rules as they are and as they
 * would be. Most of what that costs is the text itself, taken apart and looked through for terms; done twice, a backtest takes
 * twice as long. But a matcher knows one list of terms for each concept, and the change may be one of a concept.
 *
 * The idea. All versions become rules of one set. Where a concept means something else in one version than in another, the
 * later one gets it under a name of its own, and the texts that name it are rewritten at exactly those places.
 */
import { type RuleId, ruleIdOf } from '../ids.ts'
import type { KoreanLexicon } from './korean/korean-lexicon.ts'
import type { RuleSource } from './matcher.ts'
import { RuleSet } from './rule-set.ts'
import type { ConceptLists } from './syntax/concept-lists.ts'
import { conceptsAbove, conceptsBelow, referencesOf } from './syntax/concept-references.ts'
import { parseRule } from './syntax/parse-rule.ts'
import { conceptsIn } from './syntax/query.ts'
import { checkConcepts } from './syntax/rule-concepts.ts'

/** A rule as it is or was written, with all concepts that it can name. */
export type RuleVersion = { readonly query: string; readonly concepts: ConceptLists }

/** Rules that one set can hold; the number of a version is its place in the list, and its id. Plain data. */
export type MergedVersions = {
  readonly rules: readonly RuleSource[]
  readonly concepts: ConceptLists
  /** Versions that cannot be read, and so hit nothing. */
  readonly unreadable: ReadonlySet<number>
}

/** The concepts of the first versions keep their names, and so their texts. */
export function mergeVersions(versions: readonly RuleVersion[]): MergedVersions {
  const names = new ConceptNames()
  const rules = versions.map((version, number) => ({
    id: idOfVersion(number),
    query: names.rewriteQuery(version),
  }))
  const concepts = withoutRefused(names.concepts)
  const checker = new RuleSet(concepts, null)
  const isRefused = ({ query }: RuleSource): boolean =>
    checker.check(query).some(({ severity }) => severity === 'error')
  const unreadable = new Set(rules.flatMap((rule, number) => (isRefused(rule) ? [number] : [])))
  return { rules, concepts, unreadable }
}

/** A set of all versions but the unreadable ones. */
export function ruleSetOf(merged: MergedVersions, koreanLexicon: KoreanLexicon | null): RuleSet {
  const set = new RuleSet(merged.concepts, koreanLexicon)
  for (const { id, query } of merged.rules) set.add(id, query) // one that is refused is left out
  return set
}

export function versionOfId(id: RuleId): number {
  return Number(id)
}

function idOfVersion(number: number): RuleId {
  return ruleIdOf(String(number))
}

/** What was sound when it was written may be refused by a later program; then so are the rules that name it. */
function withoutRefused(concepts: ConceptLists): ConceptLists {
  let left = concepts
  for (;;) {
    const errors = checkConcepts(left).filter(({ severity }) => severity === 'error')
    if (errors.length === 0) return left
    const refused = conceptsAbove(
      errors.map(({ concept }) => concept),
      left,
    )
    left = new Map([...left].filter(([name]) => !refused.has(name)))
  }
}

/** Finds a name for every meaning that a concept has. */
class ConceptNames {
  readonly concepts = new Map<string, readonly string[]>()
  /** Also by concepts that do not exist, so that a rule which names one stays refused. */
  readonly #taken = new Set<string>()
  /** Of a meaning, in words that are the same for the same one. */
  readonly #byMeaning = new Map<string, string>()
  /** Of the concepts of a version; many share one list. */
  readonly #byLists = new Map<ConceptLists, Map<string, string>>()

  rewriteQuery({ query, concepts }: RuleVersion): string {
    const parsed = parseRule(query)
    if (parsed.kind === 'refused') return query
    return this.#rewrite(query, conceptsIn(parsed.query), concepts)
  }

  #rewrite(text: string, places: readonly Place[], concepts: ConceptLists): string {
    let rewritten = ''
    let at = 0
    for (const { name, start, end } of places.toSorted((one, other) => one.start - other.start)) {
      const replaced = this.#nameOf(name, concepts)
      rewritten +=
        text.slice(at, start) + (replaced === name ? text.slice(start, end) : `@${replaced}`)
      at = end
    }
    return rewritten + text.slice(at)
  }

  #nameOf(name: string, concepts: ConceptLists): string {
    const known = this.#byLists.get(concepts) ?? new Map<string, string>()
    this.#byLists.set(concepts, known)
    const found = known.get(name)
    if (found !== undefined) return found
    const meaning = meaningOf(name, concepts)
    const chosen = this.#byMeaning.get(meaning) ?? this.#freeName(name)
    known.set(name, chosen) // before what it names, which in a circle is itself
    if (this.#byMeaning.has(meaning)) return chosen
    this.#byMeaning.set(meaning, chosen)
    this.#taken.add(chosen)
    const texts = concepts.get(name)
    if (texts !== undefined) this.concepts.set(chosen, this.#rewriteTerms(texts, concepts))
    return chosen
  }

  #rewriteTerms(texts: readonly string[], concepts: ConceptLists): readonly string[] {
    const byTerm = Map.groupBy(referencesOf(texts), ({ termIndex }) => termIndex)
    return texts.map((text, index) => this.#rewrite(text, byTerm.get(index) ?? [], concepts))
  }

  #freeName(name: string): string {
    let free = name
    for (let number = 2; this.#taken.has(free); number += 1) free = `${name}-${number}`
    return free
  }
}

type Place = { readonly name: string; readonly start: number; readonly end: number }

/** The order of terms means nothing. */
function meaningOf(name: string, concepts: ConceptLists): string {
  const reached = [...conceptsBelow([name], concepts)].sort()
  return JSON.stringify([
    name,
    reached.map((below) => [below, concepts.get(below)?.toSorted() ?? null]),
  ])
}
