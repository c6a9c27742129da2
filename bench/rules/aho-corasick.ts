/**
 * All terms of all rules in one Aho-Corasick automaton, run over the text in small letters. A hit counts if words end
 * where it does; then those rules are decided to which a term that was hit belongs. It is what a careful programmer
 * builds on the package.
 */

import { AhoCorasick as CompactAutomaton } from '@monyone/aho-corasick'
import { AhoCorasick as DoubleArrayAutomaton } from '@monyone/aho-corasick/fast'
import { type CompiledContestant, type Contestant, itemByItem, searchedText } from './contestant.ts'
import { type DecisionTree, decide, decisionTreeOf, type RuleLeaf } from './decision-tree.ts'
import type { Term } from './rule-tree.ts'
import { areNear, isBorder } from './word-borders.ts'

/** A double array is searched up to four times as fast, but takes a minute and a half to build of 100,000 terms. */
const MOST_TERMS_OF_DOUBLE_ARRAY = 20_000

/** The same words with and without a wildcard are two terms. */
type KnownTerm = {
  readonly wildcard: Term['wildcard']
  /** How often the rules speak of it. */
  uses: number
  /** Rules that may hold because of it. */
  readonly rules: number[]
  /** In the item at hand. */
  readonly places: { readonly start: number; readonly end: number }[]
}

type Leaf =
  | { readonly kind: 'any'; readonly terms: readonly KnownTerm[] }
  | {
      readonly kind: 'near'
      readonly distance: number
      readonly left: readonly KnownTerm[]
      readonly right: readonly KnownTerm[]
    }

export const ahoCorasick: Contestant = {
  batch: 1,
  compile({ trees }): CompiledContestant {
    const termsByWords = new Map<string, KnownTerm[]>()
    const rules = trees.map((tree) =>
      decisionTreeOf(tree, (leaf) => leafOf(leaf, (term) => knownTerm(termsByWords, term))),
    )
    for (const [index, rule] of rules.entries()) {
      for (const term of new Set(awaitedTerms(rule))) term.rules.push(index)
    }
    const words = [...termsByWords.keys()]
    const automaton =
      words.length > MOST_TERMS_OF_DOUBLE_ARRAY
        ? new CompactAutomaton(words)
        : new DoubleArrayAutomaton(words)

    // the number of the item for which a rule was last looked at
    const lookedAt = new Uint32Array(rules.length)
    let itemNumber = 0

    return itemByItem((item) => {
      itemNumber += 1
      const text = searchedText(item).toLowerCase()
      const hit = hitTerms(automaton.matchInText(text), text, termsByWords)
      const found: number[] = []
      const holds = (leaf: Leaf): boolean => isHit(leaf, text)
      for (const term of hit) {
        for (const candidate of term.rules) {
          const rule = rules[candidate]
          if (rule === undefined || lookedAt[candidate] === itemNumber) continue
          lookedAt[candidate] = itemNumber
          if (decide(rule, holds)) found.push(candidate)
        }
      }
      for (const term of hit) term.places.length = 0
      return found.sort((a, b) => a - b)
    })
  },
}

/** The terms that stand in the text as words, with their places set. */
function hitTerms(
  hits: ReturnType<CompactAutomaton['matchInText']>,
  text: string,
  termsByWords: ReadonlyMap<string, readonly KnownTerm[]>,
): readonly KnownTerm[] {
  const found: KnownTerm[] = []
  for (const { begin, end, keyword } of hits) {
    for (const term of termsByWords.get(keyword) ?? []) {
      if (term.wildcard !== 'start' && !isBorder(text, begin)) continue
      if (term.wildcard !== 'end' && !isBorder(text, end)) continue
      if (term.places.length === 0) found.push(term)
      term.places.push({ start: begin, end })
    }
  }
  return found
}

function knownTerm(termsByWords: Map<string, KnownTerm[]>, term: Term): KnownTerm {
  const words = term.words.toLowerCase()
  const known = termsByWords.get(words) ?? []
  if (known.length === 0) termsByWords.set(words, known)
  const same = known.find(({ wildcard }) => wildcard === term.wildcard)
  if (same !== undefined) {
    same.uses += 1
    return same
  }
  const added: KnownTerm = {
    wildcard: term.wildcard,
    uses: 1,
    rules: [],
    places: [],
  }
  known.push(added)
  return added
}

function leafOf(leaf: RuleLeaf, known: (term: Term) => KnownTerm): Leaf {
  return leaf.kind === 'any'
    ? { kind: 'any', terms: leaf.terms.map(known) }
    : { ...leaf, left: leaf.left.map(known), right: leaf.right.map(known) }
}

/** Terms without one of which the rule cannot hold: of an AND, those of the part that is likely to be rarest. */
function awaitedTerms(rule: DecisionTree<Leaf>): readonly KnownTerm[] {
  switch (rule.kind) {
    case 'leaf': {
      const { leaf } = rule
      return leaf.kind === 'any' ? leaf.terms : likelyRarest([leaf.left, leaf.right])
    }
    case 'not':
      return []
    case 'or':
      return rule.children.flatMap(awaitedTerms)
    case 'and':
      return likelyRarest(rule.children.filter(({ kind }) => kind !== 'not').map(awaitedTerms))
  }
}

/** What many rules speak of is usual in texts, too. */
function likelyRarest(lists: readonly (readonly KnownTerm[])[]): readonly KnownTerm[] {
  const uses = (terms: readonly KnownTerm[]): number =>
    terms.reduce((total, term) => total + term.uses, 0)
  return lists.reduce((rarest, terms) => (uses(terms) < uses(rarest) ? terms : rarest))
}

function isHit(leaf: Leaf, text: string): boolean {
  if (leaf.kind === 'any') {
    for (const term of leaf.terms) if (term.places.length > 0) return true
    return false
  }
  for (const left of leaf.left) {
    for (const right of leaf.right) if (areClose(left, right, leaf.distance, text)) return true
  }
  return false
}

function areClose(left: KnownTerm, right: KnownTerm, distance: number, text: string): boolean {
  for (const one of left.places) {
    for (const other of right.places) {
      const [first, second] = one.start < other.start ? [one, other] : [other, one]
      if (first.end <= second.start && areNear(text, first.end, second.start, distance)) return true
    }
  }
  return false
}
