import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { htmlToText } from '../../../src/core/text/html-to-text.ts'
import { holds } from './hold-rule.ts'

type CorpusCase = {
  readonly id: string
  readonly lang: string
  readonly rule: string
  readonly title?: string
  readonly text: string
  readonly format?: 'html' | 'text'
  readonly expected: boolean
}

const file = path.resolve('../shared/corpus/rules/cases.json')
const isThere = existsSync(file)
const title = isThere
  ? 'answers the cases of the corpus'
  : `needs ${path.basename(file)} of the corpus`

test.skipIf(!isThere)(title, () => {
  // read from outside the tree; its form is described beside it
  const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly CorpusCase[]

  const wrong = cases.filter((one) => answer(one) !== one.expected).map(({ id }) => id)

  expect(cases.length).toBeGreaterThanOrEqual(210)
  expect(wrong).toEqual([])
})

function answer({ rule, title: heading = '', text, format, lang }: CorpusCase): boolean {
  const plain = format === 'html' ? htmlToText(text) : text
  return holds(rule, { title: heading, text: plain, language: lang })
}
