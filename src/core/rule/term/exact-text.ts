import { CharacterClass } from '../scan/character-class.ts'
import { type Characters, classAt } from '../scan/characters.ts'
import { type DocumentScan, sectionOfToken } from '../scan/document-scan.ts'
import { storedText } from '../scan/stored-text.ts'
import { exactForm } from './exact-form.ts'
import type { ExactText } from './term-pattern.ts'
import type { TermRange } from './term-range.ts'
import { ANY_CHARACTER, isStar, matchesWildcards } from './wildcards.ts'

/** What `=` asks for; `from` and `to` are where the first word of the term begins and the last one ends. */
export function readExactText(text: string, from: number, to: number): ExactText {
  // a star is a wildcard of the word that it stands at, and no sign
  const start = isStar(text[from - 1]) ? from - 1 : from
  const end = isStar(text[to]) ? to + 1 : to
  return {
    before: exactForm(text.slice(0, start)).trimStart(),
    words: exactForm(text.slice(start, end)).replaceAll('?', ANY_CHARACTER),
    after: exactForm(text.slice(end)).trimEnd(),
  }
}

/** The end of a word without the last dot of U.S., which is compared like any sign behind a word. */
export function endOfLetters(characters: Characters, to: number): number {
  return classAt(characters, to - 1) === CharacterClass.dot ? to - 1 : to
}

/** The hit, widened to the signs at its ends; null if the document has it written otherwise. */
export function exactHit(scan: DocumentScan, exact: ExactText, hit: TermRange): TermRange | null {
  const { firstToken } = hit
  const read = (from: number, to: number): string =>
    exactForm(storedText(scan, firstToken, from, to))
  const end = endOfLetters(scan.characters, hit.to)
  if (!matchesWildcards(exact.words, read(hit.from, end))) return null
  const section = sectionOfToken(scan, firstToken)
  const room = { before: hit.from - (section?.from ?? 0), after: (section?.to ?? 0) - end }
  const before = reachOf(exact.before, room.before, (count) => read(hit.from - count, hit.from))
  const after = reachOf(exact.after, room.after, (count) => read(end, end + count))
  if (before === null || after === null) return null
  return { ...hit, from: hit.from - before, to: end + after }
}

/**
 * How many characters the wanted signs take up beside a hit, of which there are `room`; null if others stand there. Spaces
 * in a row make it more than one each. Twice as many are read until it is enough, but none behind a first wrong one.
 */
function reachOf(wanted: string, room: number, read: (count: number) => string): number | null {
  if (wanted === '') return 0
  let high = Math.min(room, 1)
  for (let signs = read(high); signs.length < wanted.length; signs = read(high)) {
    if (high === room || !wanted.includes(signs)) return null
    high = Math.min(room, high * 2)
  }
  let low = 0
  while (low < high) {
    const middle = (low + high) >> 1
    if (read(middle).length >= wanted.length) high = middle
    else low = middle + 1
  }
  return read(high) === wanted ? high : null
}
