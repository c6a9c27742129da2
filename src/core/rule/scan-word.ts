import { CharacterClass, isWordClass } from './character-class.ts'
import type { WordForm } from './document-scan.ts'
import type { Characters } from './read-characters.ts'
import type { WordForms } from './word-form.ts'

/** One part of a word: the whole of `trade`, the `free` of `free-trade`. */
export type WordPart = { readonly from: number; readonly to: number; readonly form: WordForm }

/** The parts of a word that hyphens, apostrophes or zero-width spaces hold together, and where reading goes on. */
export type WordChain = {
  readonly parts: readonly WordPart[]
  /** Whether the parts also make one word; not across a possessive. */
  readonly isJoinable: boolean
  readonly next: number
}

/** Reads the word at `from`, which is a letter or digit. */
export function scanWordChain(
  characters: Characters,
  forms: WordForms,
  from: number,
  limit: number,
): WordChain {
  const parts: WordPart[] = []
  let isJoinable = true
  let at = from
  for (;;) {
    const part = scanPart(characters, forms, at, limit)
    parts.push(part)
    at = part.to
    const possessiveEnd = endOfPossessive(characters, at, limit)
    if (possessiveEnd > at) {
      at = possessiveEnd
      isJoinable = false
    }
    const next = nextPart(characters, at, limit) ?? nextDoubled(characters, part, limit)
    if (next === null) return { parts, isJoinable, next: at }
    at = next
  }
}

function scanPart(characters: Characters, forms: WordForms, from: number, limit: number): WordPart {
  const dottedEnd = endOfDottedLetters(characters, from, limit)
  if (dottedEnd !== null) {
    return { from, to: dottedEnd, form: forms.read(from, dottedEnd, true) }
  }
  const { classes } = characters
  let to = from + 1
  while (to < limit) {
    const value = classes[to] ?? 0
    const before = classes[to - 1] ?? 0
    const after = to + 1 < limit ? (classes[to + 1] ?? 0) : 0
    const isLetter = isWordClass(value) && !isScriptBorder(before, value)
    const isInNumber =
      (value === CharacterClass.dot || value === CharacterClass.comma) &&
      before === CharacterClass.digit &&
      after === CharacterClass.digit
    const isAmpersand =
      value === CharacterClass.ampersand && isWordClass(before) && isWordClass(after)
    if (!isLetter && !isInNumber && !isAmpersand) break
    to += 1
  }
  return { from, to, form: forms.read(from, to, false) }
}

function isScriptBorder(before: number, value: number): boolean {
  if (before === CharacterClass.digit || value === CharacterClass.digit) return false
  return isWordClass(before) && before !== value
}

/** The end of S.M.R. or U.S., its last dot included; null where no two single letters with dots stand. */
function endOfDottedLetters(characters: Characters, from: number, limit: number): number | null {
  const { classes } = characters
  const isLetter = (index: number): boolean =>
    index < limit && isWordClass(classes[index] ?? 0) && classes[index] !== CharacterClass.digit
  const isDot = (index: number): boolean => index < limit && classes[index] === CharacterClass.dot
  let end = from
  let letterCount = 0
  while (isLetter(end) && !(end + 1 < limit && isWordClass(classes[end + 1] ?? 0))) {
    letterCount += 1
    end += 1
    if (!isDot(end)) break
    end += 1
  }
  const dotCount = end - from - letterCount
  return letterCount >= 2 && dotCount >= letterCount - 1 ? end : null
}

/** Where 's ends, if it stands at `at` and nothing of the word follows; else `at`. */
function endOfPossessive(characters: Characters, at: number, limit: number): number {
  if (at + 1 >= limit || characters.classes[at] !== CharacterClass.apostrophe) return at
  if (characters.codes[at + 1] !== 0x73) return at
  return at + 2 < limit && isWordClass(characters.classes[at + 2] ?? 0) ? at : at + 2
}

/** Where the next part of the word begins, also when a hyphen stands at the end of a line. */
function nextPart(characters: Characters, at: number, limit: number): number | null {
  const { classes } = characters
  const sign = at < limit ? (classes[at] ?? 0) : 0
  let next = at + 1
  if (sign === CharacterClass.hyphen) {
    next = afterLineBreak(characters, next, limit)
  } else if (sign !== CharacterClass.joiner && sign !== CharacterClass.apostrophe) {
    return null
  }
  return next < limit && isWordClass(classes[next] ?? 0) ? next : null
}

/** Spanish doubles the letters of an abbreviation in the plural: EE.UU. and EE. UU. are also EEUU. */
function nextDoubled(characters: Characters, part: WordPart, limit: number): number | null {
  const { classes } = characters
  if (part.to >= limit || classes[part.to] !== CharacterClass.dot) return null
  const next = part.to + (classes[part.to + 1] === CharacterClass.space ? 2 : 1)
  const isEnd = next + 2 >= limit || !isWordClass(classes[next + 2] ?? 0)
  const isPair = isDoubled(characters, part.from, part.to) && isDoubled(characters, next, next + 2)
  return next + 2 <= limit && isEnd && isPair ? next : null
}

function isDoubled({ codes, capitals }: Characters, from: number, to: number): boolean {
  return to - from === 2 && codes[from] === codes[from + 1] && capitals[from] === 1
}

function afterLineBreak(characters: Characters, from: number, limit: number): number {
  const { classes, codes } = characters
  let at = from
  if (at < limit && codes[at] === 0x0d) at += 1
  if (at < limit && classes[at] === CharacterClass.newline) at += 1
  if (at === from) return from
  while (at < limit && classes[at] === CharacterClass.space) at += 1
  return at
}
