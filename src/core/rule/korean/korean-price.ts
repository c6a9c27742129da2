import { isConnector, isCounter, isPrefix, isSuffix } from './korean-affixes.ts'
import { findBordersOfWord, isRareWord, LONGEST_KNOWN_WORD } from './korean-known-words.ts'
import {
  type KoreanLexicon,
  LONGEST_LEXICON_WORD,
  SHORTEST_LEXICON_WORD,
} from './korean-lexicon.ts'
import { agrees, isParticleChain, isUnsureParticle } from './korean-particles.ts'
import { isVerbForm } from './korean-verb-forms.ts'

/**
 * What a piece of a division costs. Syllables that are no word may be a name, which is cheaper than each by itself. The
 * numbers were settled over real text; what matters are their differences (korean-division.ts has the margins).
 */
const PRICE = {
  knownWord: 5,
  word: 10,
  ending: 4,
  /** As likely the end of a noun. */
  unsureEnding: 9,
  affix: 13,
  unknown: 25,
  name: 15,
  nameSyllable: 5,
  /** More, for a name that begins or ends within the term. */
  nameInTerm: 5,
} as const

/** A longer one would hide the words in a sentence that is written solid. */
const LONGEST_NAME = 5
/** No longer piece has a price, but for the term itself, which may be a hundred syllables. */
const LONGEST_PIECE = Math.max(LONGEST_NAME, LONGEST_LEXICON_WORD, LONGEST_KNOWN_WORD)
/** 무역|하는|나라: verb forms up to this length are looked for before the end of a run as well. */
const LONGEST_INNER_FORM = 2

/** A term of so many syllables is in no word of the lexicon by chance: 저작권법 is about 저작권. */
const SHORTEST_SURE_TERM = 3

/** A stretch of Hangul to be divided. */
export type Stretch = {
  readonly run: string
  /** A word that is known to be one, whatever the lexicon says; null for none. */
  readonly term: { readonly from: number; readonly to: number } | null
  /** Whether it may end in particles or a verb form. */
  readonly mayEnd: boolean
  /** What stands directly before it: a number in 2020년, a word in SMR용. */
  readonly follows: 'nothing' | 'number' | 'word'
}

/** The price of the cheapest division of a stretch. */
export function cheapestDivision(stretch: Stretch, lexicon: KoreanLexicon): number {
  return cheapestDivisions(stretch, lexicon).cheapest
}

/** The price of the cheapest division, and that of the cheapest in which no piece cuts through the term, or hides it. */
export type Divisions = { readonly cheapest: number; readonly keepingTerm: number }

/** Both at once: most of the work is to tell what the pieces are. */
export function cheapestDivisions(stretch: Stretch, lexicon: KoreanLexicon): Divisions {
  const { run, term } = stretch
  const prices: number[] = new Array<number>(run.length + 1).fill(Number.POSITIVE_INFINITY)
  const keeping = prices.slice()
  prices[0] = 0
  keeping[0] = 0
  for (let from = 0; from < run.length; from += 1) {
    const before = prices[from] ?? 0
    const beforeKeeping = keeping[from] ?? 0
    const offer = (to: number, price: number, keepsTerm: boolean): void => {
      prices[to] = Math.min(prices[to] ?? 0, before + price)
      if (keepsTerm) keeping[to] = Math.min(keeping[to] ?? 0, beforeKeeping + price)
    }
    const longest = Math.min(run.length, Math.max(from + LONGEST_NAME, term?.to ?? 0))
    const longestWord = Math.min(longest, from + LONGEST_PIECE)
    for (let to = from + 1; to <= longestWord; to += 1)
      offerPiece(stretch, from, to, lexicon, offer)
    if (term !== null && from === term.from && term.to > longestWord) {
      offerPiece(stretch, from, term.to, lexicon, offer)
    }
    const ending = priceOfEnding(stretch, from)
    if (ending !== null) offer(run.length, ending, term === null || from >= term.to)
  }
  return { cheapest: prices[run.length] ?? 0, keepingTerm: keeping[run.length] ?? 0 }
}

type Offer = (to: number, price: number, keepsTerm: boolean) => void

function offerPiece(
  stretch: Stretch,
  from: number,
  to: number,
  lexicon: KoreanLexicon,
  offer: Offer,
): void {
  const { run, term } = stretch
  const piece = run.slice(from, to)
  const isTerm = term !== null && term.from === from && term.to === to
  const touched = term !== null && from < term.to && to > term.from ? term : null
  const borders = findBordersOfWord(piece)
  const isWord = isTerm || borders !== null || isInLexicon(piece, lexicon)
  const price = isWord
    ? borders !== null && !isTerm
      ? PRICE.knownWord
      : PRICE.word
    : priceOfOther(stretch, from, to, piece)
  if (price === null) return
  const keepsTerm =
    touched === null || (isWord && holdsTerm(piece, borders, lexicon, from, touched))
  offer(to, price, keepsTerm)
}

/** What a piece costs that is no word; null where it is no piece. */
function priceOfOther(stretch: Stretch, from: number, to: number, piece: string): number | null {
  const { run, term } = stretch
  if (to === from + 1) return priceOfSyllable(stretch, from)
  const isInner = isBehindWord(stretch, from) && to < run.length
  if (isInner && to - from <= LONGEST_INNER_FORM && isVerbForm(piece)) return PRICE.affix
  // what is not known does not speak against a term that it would hold whole
  if (term !== null && from <= term.from && to >= term.to) return null
  if (to - from > LONGEST_NAME) return null
  const touchesTerm = term !== null && from < term.to && to > term.from
  return PRICE.name + PRICE.nameSyllable * (to - from) + (touchesTerm ? PRICE.nameInTerm : 0)
}

function priceOfSyllable(stretch: Stretch, at: number): number {
  const syllable = stretch.run.charAt(at)
  const isLast = at + 1 === stretch.run.length
  if (stretch.follows === 'number' && at === 0 && isCounter(syllable)) return PRICE.ending
  if (isBehindWord(stretch, at)) {
    if (isSuffix(syllable)) return PRICE.affix
    if (!isLast && (isConnector(syllable) || isVerbForm(syllable))) return PRICE.affix
  }
  return !isLast && isPrefix(syllable) ? PRICE.affix : PRICE.unknown
}

/** null where what is left of the run is no ending. */
function priceOfEnding(stretch: Stretch, from: number): number | null {
  const { run, mayEnd } = stretch
  if (!mayEnd || !isBehindWord(stretch, from)) return null
  const rest = run.slice(from)
  if (isVerbForm(rest)) return PRICE.ending
  if (!isParticleChain(rest)) return null
  if (!agrees(run.charAt(from - 1), rest)) return PRICE.affix
  return isUnsureParticle(rest) ? PRICE.unsureEnding : PRICE.ending
}

function isBehindWord(stretch: Stretch, at: number): boolean {
  return at > 0 || stretch.follows !== 'nothing'
}

/** Whether the word is made of the term and something else, as 원전용 is of 원전. */
function holdsTerm(
  word: string,
  borders: ReadonlySet<number> | null,
  lexicon: KoreanLexicon,
  wordFrom: number,
  term: { readonly from: number; readonly to: number },
): boolean {
  const from = term.from - wordFrom
  const to = term.to - wordFrom
  if (from < 0 || to > word.length) return false
  if (from === 0 && to === word.length) return true
  if (borders !== null) return borders.has(from) && borders.has(to)
  if (to - from >= SHORTEST_SURE_TERM) return true
  return (
    isMadeUp(word.slice(0, from), lexicon, isPrefix) &&
    isMadeUp(word.slice(to), lexicon, isSuffix) &&
    !isTwoWords(word, from, to, lexicon) &&
    !isHidden(word, from, to)
  )
}

/** Whether a known word within the word has the term by chance: 미사일 in 핵미사일. */
function isHidden(word: string, from: number, to: number): boolean {
  for (let first = 0; first <= from; first += 1) {
    for (let next = to; next <= word.length; next += 1) {
      const borders = findBordersOfWord(word.slice(first, next))
      if (borders !== null && !(borders.has(from - first) && borders.has(to - first))) return true
    }
  }
  return false
}

/** Whether the word is made of two others that meet within the term: 공공|기관, whatever 공기 is. */
function isTwoWords(word: string, from: number, to: number, lexicon: KoreanLexicon): boolean {
  for (let at = from + 1; at < to; at += 1) {
    if (isInLexicon(word.slice(0, at), lexicon) && isInLexicon(word.slice(at), lexicon)) return true
  }
  return false
}

function isInLexicon(word: string, lexicon: KoreanLexicon): boolean {
  const { length } = word
  if (length < SHORTEST_LEXICON_WORD || length > LONGEST_LEXICON_WORD) return false
  return lexicon.has(word) && !isRareWord(word)
}

function isMadeUp(
  rest: string,
  lexicon: KoreanLexicon,
  isAffix: (syllable: string) => boolean,
): boolean {
  return rest === '' || isInLexicon(rest, lexicon) || [...rest].every(isAffix)
}
