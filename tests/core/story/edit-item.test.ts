import { expect, test } from 'vitest'
import { editItem } from './edit-item.ts'

const RELEASE = {
  title: 'Harbour opens',
  text: 'The harbour opens. "Come all," she said.\nA third sentence! A fourth.',
  link: 'https://ports.test/1',
}

test('replaces words before it chooses paragraphs, and puts the letterhead around what is left', () => {
  const edited = editItem(RELEASE, {
    replace: { harbour: 'port' },
    paragraphs: [1],
    before: 'News',
    after: 'Contact',
  })

  expect(edited.text).toBe('News\nThe port opens. "Come all," she said.\nContact')
})

test('leaves no white space where words went', () => {
  const edited = editItem(RELEASE, { without: ['The harbour opens.', 'A fourth.'] })

  expect(edited.text).toBe('"Come all," she said.\nA third sentence!')
})

test('counts sentences across paragraphs and quotations', () => {
  const edited = editItem(RELEASE, { sentences: 3 })

  expect(edited.text).toBe('The harbour opens. "Come all," she said. A third sentence!')
})

test('keeps the headline unless it is edited, and drops the link of the other feed', () => {
  const edited = editItem(RELEASE, {})

  expect(edited).toMatchObject({ title: 'Harbour opens', link: undefined })
})

test.each([{ replace: { ferry: 'boat' } }, { without: ['A fifth.'] }, { paragraphs: [3] }])(
  'refuses an edit that finds nothing to change: %o',
  (edit) => {
    expect(() => editItem(RELEASE, edit)).toThrow(/does not hold|has no paragraph/)
  },
)
