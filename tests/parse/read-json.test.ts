import { expect, test } from 'vitest'
import { readJson } from '../../src/parse/read-json.ts'

test('reads what an honest feed holds, brackets in its texts among it', () => {
  const items = Array.from({ length: 300 }, (_, id) => ({ id, content_text: '[[[((('.repeat(10) }))

  expect(readJson(JSON.stringify({ items }))).toEqual({ items })
})

test.each([
  ['arrays within arrays', '['.repeat(5_000_000)],
  ['objects within objects', '{"a":'.repeat(1_000_000)],
  ['millions of values', `[${'{},'.repeat(2_000_000)}{}]`],
])('reads nothing of %s', (_name, json) => {
  expect(readJson(json)).toBeNull()
})
