import { pluralKeysOf } from '../plural/plural-keys.ts'
import { Gap } from '../scan/gap.ts'
import { compileTerm } from '../term/compile-term.ts'
import type { CharactersPiece, PatternPiece, WordNeed } from '../term/term-pattern.ts'
import { ANY_CHARACTER, ANY_CHARACTER_CODE, ANY_RUN } from '../term/wildcards.ts'
import { keyOfCharacters, keyOfWord, keysOfAddress } from './key-form.ts'
import { ANYTHING, allOf, anyOf, type KeyNeed, NOTHING } from './key-need.ts'

/** The keys that a document must have for a term to stand in its prose. */
export function needsOfTerm(words: string, isExact: boolean): KeyNeed {
  const { pieces } = compileTerm(words, isExact)
  return pieces.length === 0 ? NOTHING : allOf(pieces.map(needsOfPiece))
}

function needsOfPiece(piece: PatternPiece): KeyNeed {
  if (piece.kind === 'characters') return needsOfCharacters(piece)
  return anyOf(piece.readings.map((needs) => allOf(needs.map(needsOfWord))))
}

function needsOfWord(need: WordNeed): KeyNeed {
  switch (need.kind) {
    case 'word':
      return needsOfForm(need.form.core)
    case 'address':
      return allOf(keysOfAddress(need.folded).map(keyNeed))
    case 'wildcard': {
      const letters = need.pattern.split(WILDCARD)[0] ?? ''
      return letters === '' ? ANYTHING : { kind: 'prefix', prefix: keyOfWord(letters) }
    }
  }
}

const WILDCARD = new RegExp(`[${ANY_CHARACTER}${ANY_RUN}]`)

/** The language of the document is not known here, so its key in any of them. */
function needsOfForm(core: string): KeyNeed {
  const keys = pluralKeysOf(core).map(keyOfWord)
  return anyOf([...new Set(keys)].map(keyNeed))
}

/** Each two characters that the rule has side by side; one that has a space of the rule on both sides by itself. */
function needsOfCharacters({ codes, gaps }: CharactersPiece): KeyNeed {
  const needs: KeyNeed[] = []
  for (const [index, code] of codes.entries()) {
    if (code === ANY_CHARACTER_CODE) continue
    const next = codes[index + 1]
    const isBeforeSolid = next !== undefined && isSolid(gaps[index + 1])
    const hasNext = isBeforeSolid && next !== ANY_CHARACTER_CODE
    const before = codes[index - 1]
    const hasBefore = before !== undefined && before !== ANY_CHARACTER_CODE && isSolid(gaps[index])
    if (hasNext) needs.push(keyNeed(keyOfCharacters(code, next)))
    // it is the first of some pair, or the last of a run
    else if (!hasBefore) needs.push({ kind: 'prefix', prefix: keyOfCharacters(code, null) })
  }
  return needs.length === 0 ? ANYTHING : allOf(needs)
}

/** Whether nothing but what a text may have anywhere within a word parts a character from the one before it. */
function isSolid(gap: Gap | undefined): boolean {
  return (gap ?? Gap.none) < Gap.space
}

function keyNeed(key: string): KeyNeed {
  return { kind: 'key', key }
}
