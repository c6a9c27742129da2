import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { diagnosticsOf, parseText, printResult } from './parse-case.ts'

/**
 * Every `cases/NAME.yaml` is read and what is said about it compared with `cases/NAME.expected.txt`. A new case is a new
 * file; `npx vitest run tests/config/cases.test.ts -u` writes down what is said, to be read before it is kept.
 */

const folder = path.join(import.meta.dirname, 'cases')
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => path.basename(file, '.yaml'))

const env = { SMTP_PASSWORD: 's3cret/p@ss', EMPTY: '' }

test.each(names)('says what is to be said about %s', async (name) => {
  const text = readFileSync(path.join(folder, `${name}.yaml`), 'utf8')

  const result = await parseText(text, env)

  await expect(printResult(result)).toMatchFileSnapshot(path.join(folder, `${name}.expected.txt`))
})

test.each(names)('gives all that is said about %s a place and a hint', async (name) => {
  const text = readFileSync(path.join(folder, `${name}.yaml`), 'utf8')

  const result = await parseText(text, env)

  expect(diagnosticsOf(result).filter(({ line, hint }) => line === null || hint === null)).toEqual(
    [],
  )
})
