/**
 * Rule sets such as analysts of government news write. Every rule is made from its number alone, so the rules of a
 * small set are the first ones of a larger. What a rule asks for is drawn from a tail that does not end, so the
 * vocabulary grows with the set and a rule hits about the same share of items whatever the size of its set.
 */

import { ruleIdOf } from '../../src/core/ids.ts'
import type { RuleSource } from '../../src/core/rule/matcher.ts'
import type { ConceptLists } from '../../src/core/rule/syntax/concept-lists.ts'
import { type Dice, diceOf, seedOf } from './random.ts'
import { queryOf, type RuleTree, type Term, writtenTerm } from './rule-tree.ts'
import {
  acronymAt,
  derivedWordAt,
  europeanAt,
  firmAt,
  japaneseAt,
  koreanAt,
  LAST_RANK,
  personAt,
  placeAt,
  subjectAt,
} from './things.ts'
import { ENGLISH } from './words/english.ts'
import { EUROPEAN } from './words/european.ts'
import { KOREAN } from './words/korean.ts'

export type RuleSet = {
  readonly trees: readonly RuleTree[]
  /** The same rules and their concepts, as config.yaml has them. */
  readonly rules: readonly RuleSource[]
  readonly concepts: ConceptLists
}

/** Rules for each concept: many share one. */
const RULES_PER_CONCEPT = 100
const LEAST_CONCEPTS = 5

/** Nobody writes a rule for what stands in every tenth item: the rank from which what is asked for alone is drawn. */
const FIRST_SPECIFIC_RANK = 160

export function generateRules(count: number, seed: number): RuleSet {
  const trees = Array.from({ length: count }, (_, index) =>
    generateRule(seed, diceOf(seedOf(`rule ${seed}`, index)), index),
  )
  const concepts = new Map<string, readonly string[]>()
  for (const tree of trees) collectConcepts(tree, concepts)
  return {
    trees,
    rules: trees.map((tree, index) => ({ id: ruleIdOf(`rule-${index}`), query: queryOf(tree) })),
    concepts,
  }
}

function collectConcepts(tree: RuleTree, concepts: Map<string, readonly string[]>): void {
  if (tree.kind === 'concept') concepts.set(tree.name, tree.terms.map(writtenTerm))
  if (tree.kind === 'and' || tree.kind === 'or') {
    for (const child of tree.children) collectConcepts(child, concepts)
  }
}

/** The forms of rules, with their shares of a hundred. */
function generateRule(seed: number, dice: Dice, index: number): RuleTree {
  const form = dice.below(100)
  if (form < 28) return one(specificTerm(dice))
  if (form < 50) return anyOf(termsOf(dice, dice.between(2, 5), specificTerm))
  if (form < 66) return allOf([one(commonTerm(dice)), one(topicalTerm(dice))])
  if (form < 74) {
    return allOf([one(commonTerm(dice)), anyOf(termsOf(dice, dice.between(2, 4), topicalTerm))])
  }
  if (form < 82) {
    return allOf([
      anyOf(termsOf(dice, dice.between(1, 3), specificTerm)),
      { kind: 'not', child: one(topicalTerm(dice)) },
    ])
  }
  if (form < 90) {
    return {
      kind: 'near',
      distance: dice.pick([3, 5, 5, 8, 10]),
      left: termsOf(dice, 1, commonTerm),
      right: termsOf(dice, dice.between(1, 3), commonTerm),
    }
  }
  const concept = conceptAt(seed, sharedConcept(dice, index))
  return allOf([concept, one(commonTerm(dice))])
}

/** Concepts come with the rules that use them: rule 5,000 may use one of the first fifty. */
function sharedConcept(dice: Dice, index: number): number {
  return dice.below(Math.max(LEAST_CONCEPTS, Math.ceil(index / RULES_PER_CONCEPT)))
}

function conceptAt(seed: number, number: number): RuleTree {
  const dice = diceOf(seedOf(`concept ${seed}`, number))
  const rank = dice.rank(100, LAST_RANK)
  const terms = [subjectAt(rank), acronymAt(rank), koreanAt(rank), europeanAt(rank)]
  const others = Array.from({ length: dice.between(1, 6) }, () => subjectAt(topicalRank(dice)))
  return { kind: 'concept', name: `topic-${number}`, terms: [...terms, ...others].map(plain) }
}

/** What a rule asks for alone: rare enough not to flood a mailbox. */
function specificTerm(dice: Dice): Term {
  const rank = dice.rank(FIRST_SPECIFIC_RANK, LAST_RANK)
  const kind = dice.below(100)
  if (kind < 46) return plain(subjectAt(rank))
  if (kind < 56) return plain(firmAt(rank))
  if (kind < 63) return plain(personAt(rank))
  if (kind < 71) return plain(acronymAt(rank))
  if (kind < 81) return plain(koreanAt(rank))
  if (kind < 85) return plain(japaneseAt(rank))
  if (kind < 88) return plain(europeanAt(rank))
  if (kind < 92) return plain(placeAt(rank))
  if (kind < 97) return wildcardAtEnd(dice, rank)
  return wildcardAtStart(dice, rank)
}

/** What is asked for beside something else: may be usual. */
function topicalTerm(dice: Dice): Term {
  const rank = topicalRank(dice)
  const kind = dice.below(100)
  if (kind < 35) return plain(subjectAt(rank))
  if (kind < 60) return plain(placeAt(rank))
  if (kind < 75) return plain(derivedWordAt(rank))
  if (kind < 85) return plain(acronymAt(rank))
  if (kind < 94) return plain(firmAt(rank))
  return plain(koreanAt(rank))
}

/** A word that stands in every tenth item or so. */
function commonTerm(dice: Dice): Term {
  const kind = dice.below(100)
  if (kind < 45) return plain(dice.pickEarly(ENGLISH.nouns))
  if (kind < 65) return plain(dice.pickEarly(ENGLISH.modifiers))
  if (kind < 75) return plain(dice.pickEarly(ENGLISH.common))
  if (kind < 85) return plain(derivedWordAt(topicalRank(dice)))
  if (kind < 93) return plain(dice.pickEarly(KOREAN.nouns))
  return plain(dice.pickEarly(dice.pick(EUROPEAN).nouns))
}

function wildcardAtEnd(dice: Dice, rank: number): Term {
  const word = dice.chance(0.5) ? placeAt(rank) : (firmAt(rank).split(' ')[0] ?? '')
  return { words: word.slice(0, Math.max(5, word.length - dice.between(1, 3))), wildcard: 'end' }
}

function wildcardAtStart(dice: Dice, rank: number): Term {
  const word = dice.chance(0.5) ? placeAt(rank) : (personAt(rank).split(' ')[1] ?? '')
  const words = word.slice(dice.between(1, Math.max(1, word.length - 6))).toLowerCase()
  return { words, wildcard: 'start' }
}

function termsOf(dice: Dice, count: number, make: (dice: Dice) => Term): readonly Term[] {
  const terms = Array.from({ length: count }, () => make(dice))
  return terms.filter(
    (term, index) => terms.findIndex(({ words }) => words === term.words) === index,
  )
}

const topicalRank = (dice: Dice): number => dice.rank(12, LAST_RANK)
const plain = (words: string): Term => ({ words, wildcard: 'none' })
const one = (term: Term): RuleTree => ({ kind: 'term', term })
const allOf = (children: readonly RuleTree[]): RuleTree => ({ kind: 'and', children })

function anyOf(terms: readonly Term[]): RuleTree {
  const [first, ...rest] = terms
  if (first === undefined) throw new RangeError('a rule needs a term')
  return rest.length === 0 ? one(first) : { kind: 'or', children: terms.map(one) }
}
