import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { RULE_PROBLEM_CODES } from '../../src/core/rule/syntax/rule-problem.ts'
import { listCalls, listTexts } from '../support/messages-in-source.ts'
import { readSourceFiles } from '../support/source-tree.ts'

/** docs/ERRORS.md against what the program can say. */
const root = path.resolve(import.meta.dirname, '../..')
const page = readFileSync(path.join(root, 'docs/ERRORS.md'), 'utf8')
const quoted = new Set([...page.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text ?? ''))
const sources = readSourceFiles('src/**/*.ts')

/** What is logged at warn or error; Background logs what it was given. */
const LOG_CALLS = /\blog\.(?:warn|error)\(|\bnew Background\(/g

function textsOfCalls(
  name: RegExp,
  pick: (texts: readonly string[]) => readonly string[],
): string[] {
  const texts = sources.flatMap(({ source }) =>
    listCalls(source, name).flatMap((args) => pick(listTexts(args))),
  )
  return [...new Set(texts)].sort()
}

const all = (texts: readonly string[]): readonly string[] => texts
const first = (texts: readonly string[]): readonly string[] => texts.slice(0, 1)
const missing = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => !quoted.has(text))

test('every message of the log at warn or error is explained', () => {
  const messages = textsOfCalls(LOG_CALLS, all)

  expect(messages.length).toBeGreaterThan(25)
  expect(missing(messages)).toEqual([])
})

test('every message of the log that is explained is one that the program says', () => {
  const rows = [...page.matchAll(/^\| `([^`]+)` \| (?:warn|error) \|/gm)].map(([, text]) => text)
  const messages = textsOfCalls(LOG_CALLS, all)

  expect(rows.filter((text) => !messages.includes(text ?? ''))).toEqual([])
})

test('nothing is explained twice', () => {
  const rows = [...page.matchAll(/^\| (`[^`]+`) \|/gm)].map(([, text]) => text)

  expect(rows.filter((text, at) => rows.indexOf(text) !== at)).toEqual([])
})

test('every error that ends a command is explained', () => {
  const messages = textsOfCalls(/\bnew (?:CommandError|DataDirError|ListenError)\(/g, first)

  expect(messages.length).toBeGreaterThan(20)
  expect(missing(messages.filter((text) => /[a-z]/.test(text)))).toEqual([])
})

test('every code of a problem that the cases of configurations show is explained', () => {
  const folder = path.join(root, 'tests/config/cases')
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.expected.txt'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n')
  const shown = [...texts.matchAll(/^\S+ (?:error|warning) ([a-z-]+): /gm)].map(
    ([, code]) => code ?? '',
  )
  const ofRules: readonly string[] = RULE_PROBLEM_CODES
  const codes = [...new Set(shown)].filter((code) => !ofRules.includes(code)).sort()

  expect(codes.length).toBeGreaterThan(40)
  expect(missing(codes)).toEqual([])
})
