import { describe, expect, test } from 'vitest'
import {
  clipLine,
  directionOf,
  findWebLink,
  isolate,
} from '../../../src/core/alert/foreign-text.ts'

describe('clipLine', () => {
  test('makes one line of several', () => {
    expect(clipLine(' a\r\n\tb\u0000c ', 10)).toBe('a b c')
  })

  test('cuts whole characters and says so', () => {
    expect(clipLine('😀😀😀😀', 3)).toBe('😀😀…')
  })

  test('takes direction overrides out', () => {
    expect(clipLine('abc\u202Edef\u2066', 10)).toBe('abcdef')
  })

  test('replaces half characters', () => {
    expect(clipLine('a\ud83d', 10)).toBe('a\ufffd')
  })
})

test.each([
  ['سنغافورة', 'rtl'],
  ['שלום', 'rtl'],
  ['한국', 'ltr'],
  ['“سنغافورة”', 'rtl'],
  ['20 Korea سنغافورة', 'ltr'],
  ['2026', 'ltr'],
])('%s runs %s', (text, direction) => {
  expect(directionOf(text)).toBe(direction)
})

test('only text from right to left is set apart', () => {
  expect(isolate('Korea')).toBe('Korea')
  expect(isolate('שלום')).toBe('\u2068שלום\u2069')
})

test.each([
  ['https://example.org/a b?q="<>', 'https://example.org/a%20b?q=%22%3C%3E'],
  ['http://한국.example/', 'http://xn--3e0b707e.example/'],
  ['javascript:alert(1)', null],
  ['JAVASCRIPT:alert(1)', null],
  ['data:text/html,x', null],
  ['/relative', null],
  [`https://example.org/${'x'.repeat(3000)}`, null],
])('%s as a link is %s', (url, expected) => {
  expect(findWebLink(url)).toBe(expected)
})
