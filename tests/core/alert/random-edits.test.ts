import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change, ChangePart } from '../../../src/core/alert/alert-content.ts'
import { findEdit } from '../../../src/core/alert/find-edit.ts'
import { splitWords } from '../../../src/core/alert/split-words.ts'

/** Few words, so that they repeat and line up in several ways. */
const word = fc.constantFrom(
  'port',
  'port',
  'Korea',
  '협정을',
  '日',
  '本',
  '5',
  '1.4',
  'SMR',
  'the',
  'وزارة',
)
const gap = fc.constantFrom(' ', ' ', ' ', ', ', '. ', '\n', '。', ' “', '” (', ') ')
const text = fc
  .array(fc.tuple(word, gap), { maxLength: 60 })
  .map((pairs) => pairs.map((pair) => pair.join('')).join(''))

const keysOf = (words: string): readonly string[] => splitWords(words, []).map(({ key }) => key)

/** Whether the words of some parts follow one another in a text. */
function standIn(whole: string, parts: readonly ChangePart[], marks: readonly string[]): boolean {
  const shown = parts.filter(({ mark }) => marks.includes(mark)).map(({ text: said }) => said)
  const words = keysOf(shown.join(' '))
  return words.length === 0 || ` ${keysOf(whole).join(' ')} `.includes(` ${words.join(' ')} `)
}

/** Whether a passage shows a change, and only what stands in the two texts, in their order. */
function isTrue({ kind, parts }: Change, before: string, after: string): boolean {
  return (
    kind === 'words' &&
    standIn(before, parts, ['same', 'removed']) &&
    standIn(after, parts, ['same', 'added']) &&
    parts.every(({ text: said }) => said !== '') &&
    parts.some(({ mark }) => mark !== 'same')
  )
}

test('an edit shows only what stands in the two texts, in their order', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const edit = findEdit({ title: '', text: before }, { title: '', text: after })

      expect((edit?.changes ?? []).filter((change) => !isTrue(change, before, after))).toEqual([])
    }),
    { numRuns: 2_000 },
  )
})

test('texts are an edit of one another in both directions or in none', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const there = findEdit({ title: '', text: before }, { title: '', text: after })
      const back = findEdit({ title: '', text: after }, { title: '', text: before })

      expect(there === null).toBe(back === null)
    }),
    { numRuns: 1_000 },
  )
})

test('a text is no edit of itself, however it is set', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 300 })

  fc.assert(
    fc.property(fc.oneof(text, anyText), (same) => {
      const edit = findEdit({ title: same, text: same }, { title: ` ${same}\n`, text: `${same} …` })

      expect(edit).toBeNull()
    }),
    { numRuns: 1_000 },
  )
})
