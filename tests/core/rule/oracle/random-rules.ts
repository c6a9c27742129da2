import fc from 'fast-check'
import { parseRule } from '../../../../src/core/rule/syntax/parse-rule.ts'
import type { Concepts } from './oracle.ts'

const CONCEPTS = ['@alpha', '@beta', '@gamma'] as const

/** Rules in which nothing is excluded. */
export function randomPositiveRule(words: readonly string[]): fc.Arbitrary<string> {
  return randomRule(words).filter((rule) => !rule.includes('NOT '))
}

/** Rules of these words: any tree that is no deeper than `depth`, whatever the parser does not refuse. */
export function randomRule(words: readonly string[], depth = 3): fc.Arbitrary<string> {
  return tree(words, depth).filter(isAccepted)
}

/** A single term or concept, also in a field. */
export function randomLeaf(words: readonly string[]): fc.Arbitrary<string> {
  const leaf = fc.oneof(
    { weight: 8, arbitrary: randomTerm(words) },
    { weight: 1, arbitrary: fc.constantFrom(...CONCEPTS) },
  )
  const tagTerm = fc.oneof(randomTerm(words), fc.constantFrom(...CONCEPTS))
  return fc
    .oneof(
      { weight: 8, arbitrary: leaf },
      { weight: 2, arbitrary: prefixed(['title:', 'text:', 'source:', 'author:'], leaf) },
      { weight: 1, arbitrary: prefixed(['tag:'], tagTerm) },
      { weight: 1, arbitrary: prefixed(['url:'], fc.constantFrom(...urlParts(words))) },
      { weight: 1, arbitrary: prefixed(['lang:'], fc.constantFrom('en', 'EN-gb', 'de', 'zh')) },
    )
    .filter(isAccepted)
}

/** Three concepts, each of which may name the next. */
export function randomConcepts(words: readonly string[]): fc.Arbitrary<Concepts> {
  const terms = fc.array(randomTerm(words), { minLength: 1, maxLength: 4 })
  return fc
    .tuple(terms, terms, terms, fc.boolean(), fc.boolean())
    .map(([alpha, beta, gamma, namesBeta, namesGamma]) => ({
      alpha: namesBeta ? [...alpha, '@beta'] : alpha,
      beta: namesGamma ? [...beta, '@gamma'] : beta,
      gamma,
    }))
}

function isAccepted(rule: string): boolean {
  return parseRule(rule).kind === 'parsed'
}

function prefixed(prefixes: readonly string[], rest: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...prefixes), rest).map(([prefix, text]) => prefix + text)
}

function urlParts(words: readonly string[]): readonly string[] {
  const plain = words.filter((word) => /^[\p{L}\p{N}.-]+$/u.test(word))
  return ['korea.kr', 'www', 'pres*', ...plain, ...plain.map((word) => `*${word.slice(1)}`)]
}

/** A term that looks into title and text. */
export function randomTerm(words: readonly string[]): fc.Arbitrary<string> {
  return anyTerm(words).filter(isAccepted)
}

function anyTerm(words: readonly string[]): fc.Arbitrary<string> {
  const word = fc.constantFrom(...words)
  const pair = fc.tuple(word, word)
  const sign = fc.constantFrom(', ', '! ', '. ', ' - ', ' & ', '·', '/', '-', "'s ", '(', ') ')
  const placed = fc.tuple(word, fc.nat({ max: 20 }))
  return fc.oneof(
    { weight: 16, arbitrary: word.map(quoted) },
    { weight: 4, arbitrary: pair.map((parts) => quoted(parts.join(' '))) },
    { weight: 1, arbitrary: fc.tuple(word, word, word).map((parts) => quoted(parts.join(' '))) },
    { weight: 2, arbitrary: pair.map((parts) => quoted(parts.join('-'))) },
    { weight: 2, arbitrary: pair.map((parts) => quoted(parts.join(''))) },
    { weight: 2, arbitrary: fc.tuple(word, sign, word).map((parts) => quoted(parts.join(''))) },
    { weight: 2, arbitrary: placed.map(([text, at]) => quoted(withSpace(text, at))) },
    { weight: 1, arbitrary: word.map((text) => quoted(text.toUpperCase())) },
    { weight: 1, arbitrary: word.map((text) => quoted(text.toLowerCase().normalize('NFD'))) },
    { weight: 2, arbitrary: placed.map(([text, at]) => quoted(`${text.slice(0, 2 + (at % 5))}*`)) },
    { weight: 2, arbitrary: placed.map(([text, at]) => quoted(`*${text.slice(at % 4)}`)) },
    { weight: 1, arbitrary: placed.map(([text, at]) => quoted(`*${text.slice(at % 3, 6)}*`)) },
    { weight: 2, arbitrary: placed.map(([text, at]) => quoted(withQuestion(text, at))) },
    { weight: 2, arbitrary: pair.map(([one, other]) => quoted(`${one.slice(0, 4)}* ${other}`)) },
    { weight: 4, arbitrary: word.map((text) => `=${quoted(text)}`) },
    {
      weight: 1,
      arbitrary: placed.map(([text, at]) => `=${quoted(`${text.slice(0, 2 + (at % 5))}*`)}`),
    },
    { weight: 1, arbitrary: placed.map(([text, at]) => `=${quoted(withQuestion(text, at))}`) },
    { weight: 1, arbitrary: pair.map((parts) => `=${quoted(parts.join(' '))}`) },
  )
}

/** In quotes, unless it is a plain word. */
function quoted(text: string): string {
  return /^[\p{L}\p{N}*?][\p{L}\p{N}*?.&-]*$/u.test(text) ? text : `"${text}"`
}

function withSpace(word: string, at: number): string {
  const place = 1 + (at % Math.max(1, word.length - 1))
  return `${word.slice(0, place)} ${word.slice(place)}`
}

function withQuestion(word: string, at: number): string {
  const place = at % word.length
  return `${word.slice(0, place)}?${word.slice(place + 1)}`
}

function tree(words: readonly string[], depth: number): fc.Arbitrary<string> {
  if (depth === 0) return randomLeaf(words)
  const child = tree(words, depth - 1)
  const children = fc.array(child, { minLength: 2, maxLength: 3 })
  const grouped = children.map((rules) => rules.map((rule) => `(${rule})`))
  const twoOf = fc.tuple(child, child)
  return fc.oneof(
    { weight: 3, arbitrary: randomLeaf(words) },
    { weight: 2, arbitrary: grouped.map((rules) => rules.join(' AND ')) },
    { weight: 2, arbitrary: grouped.map((rules) => rules.join(' OR ')) },
    { weight: 1, arbitrary: children.map((rules) => rules.join(' ')) },
    { weight: 2, arbitrary: twoOf.map(([one, other]) => `(${one}) NOT (${other})`) },
    {
      weight: 1,
      arbitrary: twoOf.map(([one, other]) => `(${one}) AND ((${other}) OR NOT (${one}))`),
    },
    { weight: 4, arbitrary: randomNear(words) },
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
function randomNear(words: readonly string[]): fc.Arbitrary<string> {
  const one = fc.oneof(randomTerm(words), fc.constantFrom(...CONCEPTS))
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
    .tuple(fc.constantFrom(...words), fc.constantFrom(...words), fc.nat({ max: 4 }))
    .map(([a, b, distance]) => `"${a} ${b}"~${distance}`)
  return fc.oneof(
    { weight: 6, arbitrary: fc.tuple(side, operator, side).map((parts) => parts.join(' ')) },
    { weight: 1, arbitrary: chain },
    { weight: 2, arbitrary: nested },
    { weight: 1, arbitrary: slop },
  )
}
