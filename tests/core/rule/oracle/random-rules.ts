import fc from 'fast-check'
import { parseRule } from '../../../../src/core/rule/parse-rule.ts'
import type { Concepts } from './oracle.ts'
import { EXACT, PHRASES } from './vocabulary.ts'

const CONCEPTS = ['@alpha', '@beta', '@gamma'] as const

/** Rules in which nothing is excluded. */
export function randomPositiveRule(atoms: readonly string[]): fc.Arbitrary<string> {
  return randomRule(atoms).filter((rule) => !rule.includes('NOT '))
}

/** Rules of these words: any tree that is no deeper than `depth`, whatever the parser does not refuse. */
export function randomRule(atoms: readonly string[], depth = 3): fc.Arbitrary<string> {
  return tree(atoms, depth).filter(isAccepted)
}

/** A single term or concept, also in a field. */
export function randomLeaf(atoms: readonly string[]): fc.Arbitrary<string> {
  const leaf = fc.oneof(
    { weight: 8, arbitrary: term(atoms) },
    { weight: 1, arbitrary: fc.constantFrom(...CONCEPTS) },
  )
  const tagTerm = fc.oneof(composedTerm(atoms), fc.constantFrom(...CONCEPTS))
  return fc
    .oneof(
      { weight: 8, arbitrary: leaf },
      { weight: 2, arbitrary: prefixed(['title:', 'text:', 'source:', 'author:'], leaf) },
      { weight: 1, arbitrary: prefixed(['tag:'], tagTerm) },
      { weight: 1, arbitrary: prefixed(['url:'], fc.constantFrom(...urlParts(atoms))) },
      { weight: 1, arbitrary: prefixed(['lang:'], fc.constantFrom('en', 'EN-gb', 'de', 'zh')) },
    )
    .filter(isAccepted)
}

/** Three concepts, each of which may name the next. */
export function randomConcepts(atoms: readonly string[]): fc.Arbitrary<Concepts> {
  const terms = fc.array(composedTerm(atoms).filter(isAccepted), { minLength: 1, maxLength: 4 })
  return fc
    .tuple(terms, terms, terms, fc.boolean(), fc.boolean())
    .map(([alpha, beta, gamma, namesBeta, namesGamma]) => ({
      alpha: namesBeta ? [...alpha, '@beta'] : alpha,
      beta: namesGamma ? [...beta, '@gamma'] : beta,
      gamma,
    }))
}

/** A term without what is put together of several characters: tag: compares them one by one. */
function composedTerm(atoms: readonly string[]): fc.Arbitrary<string> {
  return term(atoms.map((atom) => atom.normalize('NFKC'))).map((text) => text.normalize('NFC'))
}

/** A term that looks into title and text. */
export function randomTerm(atoms: readonly string[]): fc.Arbitrary<string> {
  return term(atoms).filter(isAccepted)
}

function isAccepted(rule: string): boolean {
  return parseRule(rule).kind === 'parsed'
}

function prefixed(prefixes: readonly string[], rest: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...prefixes), rest).map(([prefix, text]) => prefix + text)
}

function urlParts(atoms: readonly string[]): readonly string[] {
  const words = atoms.filter((atom) => /^[\p{L}\p{N}.-]+$/u.test(atom))
  return ['korea.kr', 'www', 'pres*', ...words, ...words.map((word) => `*${word.slice(1)}`)]
}

function term(atoms: readonly string[]): fc.Arbitrary<string> {
  const atom = fc.constantFrom(...atoms)
  const pair = fc.tuple(atom, atom)
  const sign = fc.constantFrom(', ', '! ', '. ', ' - ', ' & ', '·', '/', '-', "'s ", '(', ') ')
  const near = fc.tuple(fc.constantFrom(...atoms), fc.nat({ max: 20 }))
  return fc.oneof(
    { weight: 8, arbitrary: atom },
    { weight: 3, arbitrary: fc.constantFrom(...PHRASES).map(quoted) },
    { weight: 3, arbitrary: pair.map((words) => quoted(words.join(' '))) },
    { weight: 1, arbitrary: fc.tuple(atom, atom, atom).map((words) => quoted(words.join(' '))) },
    { weight: 1, arbitrary: pair.map((words) => words.join('-')) },
    { weight: 3, arbitrary: fc.tuple(atom, sign, atom).map((parts) => quoted(withSign(...parts))) },
    { weight: 1, arbitrary: pair.map((words) => words.join('')) },
    { weight: 2, arbitrary: near.map(([word, at]) => quoted(withSpace(word, at))) },
    { weight: 1, arbitrary: atom.map((word) => word.toUpperCase()) },
    { weight: 1, arbitrary: atom.map((word) => word.toLowerCase().normalize('NFD')) },
    { weight: 2, arbitrary: near.map(([word, at]) => `${word.slice(0, 2 + (at % 5))}*`) },
    { weight: 2, arbitrary: near.map(([word, at]) => `*${word.slice(at % 4)}`) },
    { weight: 1, arbitrary: near.map(([word, at]) => `*${word.slice(at % 3, 6)}*`) },
    { weight: 2, arbitrary: near.map(([word, at]) => withQuestion(word, at)) },
    { weight: 1, arbitrary: pair.map(([one, other]) => quoted(`${one.slice(0, 4)}* ${other}`)) },
    { weight: 1, arbitrary: fc.constantFrom(...EXACT).map((word) => `=${quoted(word)}`) },
    { weight: 2, arbitrary: atom.map((word) => `=${quoted(word)}`) },
    { weight: 1, arbitrary: pair.map((words) => `=${quoted(words.join(' '))}`) },
  )
}

function quoted(text: string): string {
  return `"${text}"`
}

/**
 * No sign that ends a sentence between two that are read by characters, because such a term is found across
 * fields; nor before a hyphenated word, because its parts are then found across sentences.
 */
function withSign(before: string, sign: string, behind: string): string {
  const characters = /[\p{sc=Hangul}\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}ー゙]/u
  const isByCharacters = characters.test(before) && characters.test(behind)
  const isOpen = isByCharacters || /\p{L}[-'’]\p{L}|\d-|\.\p{L}/u.test(behind)
  return before + (isOpen && /[!.] | - /.test(sign) ? ', ' : sign) + behind
}

function withSpace(word: string, at: number): string {
  const place = 1 + (at % Math.max(1, word.length - 1))
  return `${word.slice(0, place)} ${word.slice(place)}`
}

function withQuestion(word: string, at: number): string {
  const place = at % word.length
  return `${word.slice(0, place)}?${word.slice(place + 1)}`
}

function tree(atoms: readonly string[], depth: number): fc.Arbitrary<string> {
  if (depth === 0) return randomLeaf(atoms)
  const child = tree(atoms, depth - 1)
  const children = fc.array(child, { minLength: 2, maxLength: 3 })
  const grouped = children.map((rules) => rules.map((rule) => `(${rule})`))
  const twoOf = fc.tuple(child, child)
  return fc.oneof(
    { weight: 3, arbitrary: randomLeaf(atoms) },
    { weight: 2, arbitrary: grouped.map((rules) => rules.join(' AND ')) },
    { weight: 2, arbitrary: grouped.map((rules) => rules.join(' OR ')) },
    { weight: 1, arbitrary: children.map((rules) => rules.join(' ')) },
    { weight: 2, arbitrary: twoOf.map(([one, other]) => `(${one}) NOT (${other})`) },
    {
      weight: 1,
      arbitrary: twoOf.map(([one, other]) => `(${one}) AND ((${other}) OR NOT (${one}))`),
    },
    { weight: 4, arbitrary: randomNear(atoms) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(grouped, fc.integer({ min: 1, max: 2 }))
        .map(([rules, count]) => `ATLEAST/${count} (${rules.join(', ')})`),
    },
    {
      weight: 1,
      arbitrary: prefixed(
        ['title:', 'text:'],
        child.map((rule) => `(${rule})`),
      ),
    },
  )
}

/** NEAR of any kind, also of groups and in chains. */
function randomNear(atoms: readonly string[]): fc.Arbitrary<string> {
  const one = fc.oneof(term(atoms), fc.constantFrom(...CONCEPTS))
  const side = fc.oneof(
    { weight: 3, arbitrary: one },
    { weight: 1, arbitrary: fc.tuple(one, one).map(([a, b]) => `(${a} OR ${b})`) },
  )
  const operator = fc
    .tuple(fc.constantFrom('NEAR', 'ONEAR', 'NOT NEAR', 'NOT ONEAR'), fc.nat({ max: 6 }))
    .map(([name, distance]) => `${name}/${distance}`)
  const chain = fc
    .tuple(side, operator, side, operator, side)
    .map(([a, first, b, second, c]) => `${a} ${first} ${b} ${second} ${c}`)
  const nested = fc
    .tuple(side, operator, side, operator, side)
    .map(([a, first, b, second, c]) => `${a} ${first} (${b} ${second} ${c})`)
  const slop = fc
    .tuple(fc.constantFrom(...atoms), fc.constantFrom(...atoms), fc.nat({ max: 4 }))
    .map(([a, b, distance]) => `"${a} ${b}"~${distance}`)
  return fc.oneof(
    { weight: 6, arbitrary: fc.tuple(side, operator, side).map((parts) => parts.join(' ')) },
    { weight: 1, arbitrary: chain },
    { weight: 1, arbitrary: nested },
    { weight: 1, arbitrary: slop },
  )
}
