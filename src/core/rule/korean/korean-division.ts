/**
 * Which words an eojeol is made of, as far as a term that was found in it depends on that.
 *
 * The problem. Compounds are written solid, so 원전 is in 신규원전에서 and by chance in 회원전용 (회원 + 전용).
 *
 * The idea. Every division of the eojeol has a price: little for a word of the lexicon and for an ending, more for an
 * affix, most for syllables that are no word. The hit is refused when the cheapest division that keeps the term
 * whole costs clearly more than the cheapest of all. What the lexicon does not know (names, new words) costs the
 * same on both sides, and is dear where it would swallow the term, so that in doubt the term counts: a mention lost is worse
 * than a false alarm.
 *
 *     회원전용   회원 10 + 전용 10 = 20   회 25 + 원전 10 + 용 13 = 48   refused
 *     전국회의   전국 10 + 회의 10 = 20   전 13 + 국회 10 + 의 4 = 27    refused
 *     탈원전     탈 13 + 원전 10 = 23     탈원 10 + 전 13 = 23           counts
 *
 * What it does not do. It knows no frequencies, no grammar between words and no verbs but those made of nouns.
 */

import type { KoreanLexicon } from './korean-lexicon.ts'
import { cheapestDivision, cheapestDivisions, type Stretch } from './korean-price.ts'
import { endsInOtherNoun } from './korean-short-names.ts'

/** A term in a stretch of Hangul. */
export type HangulPlace = {
  readonly run: string
  readonly from: number
  readonly to: number
  readonly follows: Stretch['follows']
}

/** A hit may cost this much more than the cheapest division: less than a prefix and a particle around it cost more than another noun. */
const MARGIN = 5
/** The longer the term, the less likely is chance. */
const MARGIN_OF_LONG_TERM = 12
const SHORTEST_LONG_TERM = 3
/** 교통로 may be a noun with a suffix as well as 교통 with a particle. */
const PARTICLE_MARGIN = 12

/** Whether the stretch divides clearly better in a way that cuts through the term. */
export function cutsThroughTerm(place: HangulPlace, lexicon: KoreanLexicon): boolean {
  const { run, from, to, follows } = place
  if (from === 0 && to === run.length) return false
  const known = knownCuts(lexicon, run)
  const key = (from * MAX_RUN + to) * FOLLOWED.length + FOLLOWED.indexOf(follows)
  const answer = known.get(key)
  if (answer !== undefined) return answer
  const stretch = { run, term: { from, to }, mayEnd: true, follows }
  const { cheapest, keepingTerm } = cheapestDivisions(stretch, lexicon)
  const margin = to - from < SHORTEST_LONG_TERM ? MARGIN : MARGIN_OF_LONG_TERM
  const cuts =
    keepingTerm > cheapest + margin || endsInOtherNoun(run.slice(from, to), run.slice(to), lexicon)
  known.set(key, cuts)
  return cuts
}

/** Whether the first `length` syllables of a stretch behind a number are what it counts by, and no beginning of a noun: 3차|회의, not 제2|차관. */
export function partsBehindCounter(run: string, length: number, lexicon: KoreanLexicon): boolean {
  const priceOf = (part: string, follows: Stretch['follows']): number =>
    cheapestDivision({ run: part, term: null, mayEnd: true, follows }, lexicon)
  const parted = priceOf(run.slice(0, length), 'number') + priceOf(run.slice(length), 'nothing')
  return parted <= priceOf(run, 'number')
}

/** Whether the stretch is rather a noun and its particle than a noun: 한국은, not 원자로. */
export function endsInParticle(run: string, lexicon: KoreanLexicon): boolean {
  const stretch = { run, term: null, mayEnd: true, follows: 'nothing' as const }
  const asNoun = cheapestDivision({ ...stretch, mayEnd: false }, lexicon)
  return asNoun > cheapestDivision(stretch, lexicon) + PARTICLE_MARGIN
}

/** Answers are kept with the lexicon that they follow from: the same eojeols come in every article. */
const cutsByLexicon = new WeakMap<KoreanLexicon, Map<string, Map<number, boolean>>>()
const MAX_KNOWN_RUNS = 50_000
/** More syllables than a place shows. */
const MAX_RUN = 1_000
const FOLLOWED: readonly Stretch['follows'][] = ['nothing', 'number', 'word']

/** The answers for a run, by place in it. */
function knownCuts(lexicon: KoreanLexicon, run: string): Map<number, boolean> {
  const runs = cutsByLexicon.get(lexicon) ?? new Map<string, Map<number, boolean>>()
  if (runs.size === 0) cutsByLexicon.set(lexicon, runs)
  const known = runs.get(run)
  if (known !== undefined) return known
  if (runs.size >= MAX_KNOWN_RUNS) runs.clear()
  const fresh = new Map<number, boolean>()
  // a part of a text would keep all of the text in memory
  runs.set(` ${run}`.slice(1), fresh)
  return fresh
}
