import { expect, test } from 'vitest'
import { isMap, isScalar, parseDocument } from 'yaml'
import { findScalarOffset } from '../../src/config/scalar-offset.ts'

/** What the YAML text says from where `word` of the value of the first key is said to stand. */
function findWord(text: string, word: string): string | null {
  const { contents } = parseDocument(text)
  const scalar = isMap(contents) ? contents.items[0]?.value : null
  if (!isScalar(scalar) || typeof scalar.value !== 'string') throw new Error('no text in the YAML')
  const offset = findScalarOffset(text, scalar, scalar.value.indexOf(word))
  return offset === null ? null : text.slice(offset).split('\n')[0]!
}

test.each([
  ['plain', 'a: one two three', 'two', 'two three'],
  ['plain over two lines', 'a: one\n  two three\n', 'three', 'three'],
  ['in single quotes', "a: 'it''s one two'", 'two', "two'"],
  ['in double quotes', 'a: "say \\"one\\" \\u0041 two"', 'two', 'two"'],
  ['at an escape', 'a: "one \\u0041nd"', 'And', '\\u0041nd"'],
  ['in double quotes over lines', 'a: "one\n  two \\\n  three"', 'three', 'three"'],
  ['with a tab escape', 'a: "one\\ttwo"', 'two', 'two"'],
  ['folded', 'a: >-\n  one\n  two three\n', 'three', 'three'],
  ['a literal block', 'a: | # why\n    one\n\n    two three\n', 'three', 'three'],
  ['beside Hangul and emoji', 'a: "한국 👍 one"', 'one', 'one"'],
])('finds a word of a text that is %s', (_, text, word, found) => {
  expect(findWord(text, word)).toBe(found)
})

test('finds the end of a text behind its last character', () => {
  const text = "a: 'one '\nb: two"
  const { contents } = parseDocument(text)
  const scalar = isMap(contents) ? contents.items[0]?.value : null

  expect(isScalar(scalar) && findScalarOffset(text, scalar, 99)).toBe(text.indexOf('one') + 3)
})

test('finds nothing in a number', () => {
  const { contents } = parseDocument('a: 12')
  const scalar = isMap(contents) ? contents.items[0]?.value : null

  expect(isScalar(scalar) && findScalarOffset('a: 12', scalar, 0)).toBeNull()
})
