import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** What docs/RULE-ENGINE.md says that a machine can try. */
const root = path.resolve(import.meta.dirname, '../..')
const page = readFileSync(path.join(root, 'docs/RULE-ENGINE.md'), 'utf8')
const stages = /## The stages\n([\s\S]*?)\n## /.exec(page)?.[1] ?? ''
const engineFiles = readdirSync(path.join(root, 'src/core/rule'), { recursive: true }).map((file) =>
  path.basename(String(file)),
)
const files = [...stages.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name)

test('the example of the rule engine says what is written below it', () => {
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? []
  const [, expected = ''] = /```text\n([\s\S]*?)```/.exec(page) ?? []

  const answer = execFileSync(
    process.execPath,
    ['--input-type=module-typescript', '--eval', code],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )

  expect(answer).toBe(expected)
})

test('the stages of the rule engine are seen', () => {
  expect(files.length).toBeGreaterThan(30)
})

test('every file of the rule engine has its stage', () => {
  const sources = engineFiles.filter((file) => file.endsWith('.ts'))

  expect(sources.filter((file) => !files.includes(path.basename(file, '.ts')))).toEqual([])
})

test.each(files)('the rule engine has a file %s', (name) => {
  expect(engineFiles).toContain(`${name}.ts`)
})
