/**
 * What ministries write about and analysts write rules for: subjects, firms, people, places, acronyms, and their like
 * in other languages. Thing r of a kind is made from r alone, so there are as many as anybody asks for and none is
 * stored; items and rules draw ranks from the same long tail.
 */

import { type Dice, diceOf, seedOf } from './random.ts'
import { ENGLISH } from './words/english.ts'
import { EUROPEAN, type EuropeanWords } from './words/european.ts'
import { JAPANESE } from './words/japanese.ts'
import { KOREAN } from './words/korean.ts'
import { NAMES } from './words/names.ts'

/** Where the tail ends. */
export const LAST_RANK = 1_000_000

/** Words that are operators where they stand alone in a rule. */
const OPERATORS = new Set(['AND', 'NOT', 'NEAR', 'PRE', 'ADJ'])

/** Two to four words: "offshore turbine tender". */
export function subjectAt(rank: number): string {
  const dice = diceOf(seedOf('subject', rank))
  const modifier = dice.pickEarly(ENGLISH.modifiers)
  const noun = dice.pickEarly(ENGLISH.nouns)
  const head = dice.pickEarly(ENGLISH.heads)
  const form = dice.next()
  if (form < 0.3) return `${modifier} ${noun}`
  if (form < 0.55) return `${noun} ${head}`
  if (form < 0.88) return `${modifier} ${noun} ${head}`
  return `${dice.pickEarly(ENGLISH.modifiers)} ${modifier} ${noun} ${head}`
}

export function acronymAt(rank: number): string {
  const dice = diceOf(seedOf('acronym', rank))
  const length = dice.next() < 0.6 ? 3 : 4
  const letters = Array.from({ length }, () => String.fromCharCode(65 + dice.below(26))).join('')
  return OPERATORS.has(letters) ? `X${letters}`.slice(0, 4) : letters
}

export function personAt(rank: number): string {
  const dice = diceOf(seedOf('person', rank))
  return `${dice.pick(NAMES.given)} ${properName(dice, NAMES.surnameEnds)}`
}

export function placeAt(rank: number): string {
  return properName(diceOf(seedOf('place', rank)), NAMES.placeEnds)
}

export function firmAt(rank: number): string {
  const dice = diceOf(seedOf('firm', rank))
  const name = `${properName(dice, NAMES.surnameEnds)} ${dice.pick(NAMES.firmKinds)}`
  return dice.chance(0.3) ? `${name} ${dice.pick(NAMES.firmForms)}` : name
}

/** One uncommon word that is no name: "irrigational". */
export function derivedWordAt(rank: number): string {
  const dice = diceOf(seedOf('derived', rank))
  return dice.pickEarly(ENGLISH.stems) + dice.pickEarly(ENGLISH.endings)
}

/** Two nouns written solid, with a third behind a space in some. */
export function koreanAt(rank: number): string {
  const dice = diceOf(seedOf('korean', rank))
  const compound = dice.pickEarly(KOREAN.nouns) + dice.pickEarly(KOREAN.nouns)
  return dice.chance(0.5) ? `${compound} ${dice.pickEarly(KOREAN.heads)}` : compound
}

export function koreanPersonAt(rank: number): string {
  const dice = diceOf(seedOf('korean-person', rank))
  return dice.pick(KOREAN.surnames) + dice.pick(KOREAN.syllables) + dice.pick(KOREAN.syllables)
}

export function japaneseAt(rank: number): string {
  const dice = diceOf(seedOf('japanese', rank))
  const second = dice.chance(0.3) ? dice.pick(JAPANESE.katakana) : dice.pickEarly(JAPANESE.nouns)
  return dice.pickEarly(JAPANESE.nouns) + second + dice.pickEarly(JAPANESE.heads)
}

/** A noun with its adjective, in the order of the language. */
export function europeanAt(rank: number): string {
  const dice = diceOf(seedOf('european', rank))
  return nounWithAdjective(dice.pick(EUROPEAN), dice)
}

export function nounWithAdjective(words: EuropeanWords, dice: Dice): string {
  const noun = dice.pickEarly(words.nouns)
  const adjective = dice.pickEarly(words.adjectives)
  return words.code === 'de' ? `${adjective} ${noun}` : `${noun} ${adjective}`
}

function properName(dice: Dice, ends: readonly string[]): string {
  return dice.pick(NAMES.onsets) + dice.pick(NAMES.middles) + dice.pick(ends)
}
