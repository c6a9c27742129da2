import { expect, test } from 'vitest'
import { limitText, MAX_TEXT_CHARS } from '../../../src/core/text/limit-text.ts'

test('a text of ordinary length stays as it is', () => {
  expect(limitText('Two ministers met.')).toEqual({ text: 'Two ministers met.', isCut: false })
})

test('a text that is too long ends with a paragraph where one is near', () => {
  const paragraph = `${'word '.repeat(100)}end`

  const { text, isCut } = limitText(`${paragraph}\n\n`.repeat(1_000))

  expect(isCut).toBe(true)
  expect(text.length).toBeLessThanOrEqual(MAX_TEXT_CHARS)
  expect(text.endsWith('word end')).toBe(true)
})

test('a character of two units is not cut in half', () => {
  const { text } = limitText(`x${'🌊'.repeat(MAX_TEXT_CHARS)}`)

  expect(text.isWellFormed()).toBe(true)
  expect(text.endsWith('🌊')).toBe(true)
})
