import { assertNever } from '../../assert-never.ts'
import type { DocumentField } from '../match-document.ts'
import { foldCode } from '../scan/fold-character.ts'
import { describeQuery } from './describe-rule.ts'
import { childrenOf, type Query, type TermQuery } from './query.ts'
import { type RuleProblem, ruleWarning } from './rule-problem.ts'

/** Characters of a clause that is compared with others as a whole. */
const MAX_COMPARED = 500
/** Terms that are compared in a rule; longer ones are lists, which nobody wrote by hand. */
const MAX_TERMS = 5_000
/** Beyond so many names times characters the look is no quicker than what it is to save. */
const MAX_SEARCHED = 1_000_000
/** Words of a phrase of which each stretch is compared. */
const MAX_WORDS = 8

/**
 * What can never match, because the same is asked for and excluded, and what counts twice. Case does not matter, and a phrase asks
 * for its words; forms that only the language of an item tells apart are left.
 */
export function lintContradictions(query: Query): readonly RuleProblem[] {
  const warnings: RuleProblem[] = []
  lint(query, { termsLeft: MAX_TERMS, keys: new Map() }, warnings)
  return warnings
}

type Course = {
  termsLeft: number
  /** What a term asks for, by its text. */
  readonly keys: Map<string, readonly string[]>
}

function lint(query: Query, course: Course, warnings: RuleProblem[]): void {
  if (query.kind === 'term' || query.kind === 'concept') return
  const children = childrenOf(query)
  for (const child of children) lint(child, course, warnings)
  if (query.kind === 'atLeast') lintRepetition(children, course, warnings)
  if (query.kind !== 'and' || !mayContradict(children)) return
  const wanted = new Set<string>()
  for (const child of children) if (child.kind !== 'not') addCertain(child, course, wanted)
  for (const child of children) {
    if (child.kind !== 'not' || !isCertain(child.child, course, wanted)) continue
    warnings.push(
      ruleWarning(
        'never-matches',
        child,
        'the same is asked for and excluded, so nothing matches',
        null,
      ),
    )
  }
}

/** Whether any word that is excluded is also asked for; nearly always none is, which is quickly seen. */
function mayContradict(children: readonly Query[]): boolean {
  const excluded = children.filter(({ kind }) => kind === 'not')
  if (excluded.length === 0) return false
  const asked = children.filter(({ kind }) => kind !== 'not').flatMap(namesIn)
  const text = asked.join('\n')
  const names = excluded.flatMap(namesIn)
  return names.length * text.length > MAX_SEARCHED || names.some((name) => text.includes(name))
}

/** The terms and concepts of a clause, as far as folding makes them alike. */
function namesIn(query: Query): readonly string[] {
  if (query.kind === 'concept') return [`@${query.name}`]
  return query.kind === 'term'
    ? [foldToLetters(query.text.trim())]
    : childrenOf(query).flatMap(namesIn)
}

function lintRepetition(children: readonly Query[], course: Course, warnings: RuleProblem[]): void {
  const seen = new Set<string>()
  for (const child of children) {
    const key = keyOf(child, course)
    if (key === null) continue
    if (seen.has(key)) {
      warnings.push(
        ruleWarning(
          'counted-twice',
          child,
          `${describeQuery(child)} stands in the list twice, and counts twice`,
          'leave it out once',
        ),
      )
    }
    seen.add(key)
  }
}

/** Adds what must be there where a clause holds. */
function addCertain(query: Query, course: Course, into: Set<string>): void {
  if (isComparable(query)) into.add(wholeKey(query))
  switch (query.kind) {
    case 'term':
      if (!mayCompare(course)) return
      for (const key of keysOf(query, course)) into.add(`${query.field}:${key}`)
      return
    case 'concept':
      into.add(`${query.field}:@${query.name}`)
      return
    case 'and':
      for (const child of query.children) addCertain(child, course, into)
      return
    case 'near':
      addCertain(query.left, course, into)
      if (!query.isNegated) addCertain(query.right, course, into)
      return
    case 'or':
    case 'not':
    case 'atLeast':
      return
    default:
      assertNever(query)
  }
}

/** Whether a clause holds wherever that is there which is wanted. */
function isCertain(query: Query, course: Course, wanted: ReadonlySet<string>): boolean {
  if (isComparable(query) && wanted.has(wholeKey(query))) return true
  switch (query.kind) {
    case 'term':
    case 'concept': {
      const key = keyOf(query, course)
      return key !== null && fieldsIn(query.field).some((field) => wanted.has(`${field}:${key}`))
    }
    case 'or':
      return query.children.some((child) => isCertain(child, course, wanted))
    case 'and':
      return query.children.every((child) => isCertain(child, course, wanted))
    default:
      return false
  }
}

/** Without a field, title and text are looked into. */
function fieldsIn(field: DocumentField | null): readonly (DocumentField | null)[] {
  return field === null ? [null, 'title', 'text'] : [field]
}

/** What a clause asks for, as one key; null where it is not compared. */
function keyOf(query: Query, course: Course): string | null {
  if (query.kind === 'concept') return `@${query.name}`
  if (query.kind !== 'term') return isComparable(query) ? wholeKey(query) : null
  if (!mayCompare(course)) return null
  return query.isExact ? exactKey(query.text) : wordsOf(query.text).map(asTyped).join(' ')
}

function mayCompare(course: Course): boolean {
  course.termsLeft -= 1
  return course.termsLeft >= 0
}

/** Everything that a hit of the term is a hit of as well, as the keys of terms. */
function keysOf({ text, isExact, field }: TermQuery, course: Course): readonly string[] {
  const name = `${isExact ? '=' : ''}${text}`
  const known = course.keys.get(name)
  if (known !== undefined) return known
  const words = wordsOf(text)
  const isProse = field === null || PROSE.has(field)
  const stretches = isProse && words.every(isOfLetters) ? stretchesOf(words) : [words]
  const keys = stretches.map((stretch) => stretch.map(foldToLetters).join(' '))
  // in a phrase all in capitals they say nothing
  const isTyped = words.length === 1 || /\p{Ll}{2}/u.test(text)
  if (isTyped) keys.push(...stretches.map((stretch) => stretch.map(asTyped).join(' ')))
  else keys.push(words.map(asTyped).join(' '))
  if (isExact) keys.push(exactKey(text))
  course.keys.set(name, keys)
  return keys
}

const PROSE: ReadonlySet<DocumentField> = new Set(['title', 'text', 'source', 'author'])

function stretchesOf(words: readonly string[]): readonly (readonly string[])[] {
  if (words.length > MAX_WORDS) return [words]
  return words.flatMap((_, from) =>
    words.slice(from).map((_, length) => words.slice(from, from + length + 1)),
  )
}

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/u)
}

/** Where scripts write no spaces, a part of a term need not stand on the borders of words; nor need initials, and digits in groups. */
function isOfLetters(word: string): boolean {
  return /^\*?[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}?]{2,}\*?$/u.test(word)
}

/** A word in capitals may be an acronym, which finds less than the same in small letters. */
function asTyped(word: string): string {
  return /\p{Lu}.*\p{Lu}/u.test(word) && !/\p{Ll}{2}/u.test(word) ? word : foldToLetters(word)
}

function foldToLetters(word: string): string {
  if (/^[ -~]*$/.test(word)) return word.toLowerCase()
  let folded = ''
  for (const letter of word) folded += String.fromCodePoint(...foldCode(letter.codePointAt(0) ?? 0))
  return folded
}

function exactKey(text: string): string {
  return `=${text}`
}

/** Set apart from the keys of terms, which hold no line break. */
function wholeKey(query: Query): string {
  return `\n${describeQuery(query)}`
}

/** Nobody writes a long clause twice by mistake, and reading each back at every level would take long. */
function isComparable(query: Query): boolean {
  const isLeaf = query.kind === 'term' || query.kind === 'concept'
  return !isLeaf && query.end - query.start <= MAX_COMPARED
}
