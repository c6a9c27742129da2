import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { formatReference } from '../../src/cli/help/format-reference.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { readTextFile } from '../../src/config/read-text-file.ts'

/** What the documents say that a machine can compare with the tree. */
const root = path.resolve(import.meta.dirname, '../..')
const readme = readFileSync(path.join(root, 'README.md'), 'utf8')
const documents = globSync('**/*.md', {
  cwd: root,
  exclude: (name) => name.includes('node_modules') || name.includes('fixtures'),
})

test('README lists every command with the words of --help, and no other', () => {
  const expected = COMMANDS.map(({ name, summary }) => `| \`${name}\` | ${summary} |`)

  expect(rowsOf(readme)).toEqual(expected)
})

test('COMMANDS.md is what the program says of itself; npm run docs:commands writes it anew', () => {
  const page = readFileSync(path.join(root, 'docs', 'COMMANDS.md'), 'utf8')

  expect(page).toBe(formatReference(COMMANDS))
})

test('README names the two commands for a newcomer before anything else that can be run', () => {
  const block = /```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''

  expect(block.split('\n').map((line) => line.replace(/ *#.*/, ''))).toEqual([
    'npm ci && npm run demo',
    'npm ci && npm test',
    '',
  ])
  expect(readme.slice(0, readme.indexOf(block)).split('\n').length).toBeLessThan(15)
})

test.each([
  ['alone', 1],
  ['with the mail server below it', 2],
])('the first configuration of README is accepted %s', async (_, blocks) => {
  const text = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)]
    .slice(0, blocks)
    .map((block) => block[1] ?? '')
    .join('')

  const result = await parseConfig({
    text,
    file: 'config.yaml',
    path: path.join(root, 'config.yaml'),
    env: { SMTP_PASSWORD: 'secret' },
    readText: readTextFile,
  })

  expect(result).toMatchObject({ kind: 'loaded' })
})

test('the documents are seen', () => {
  expect(documents).toContain('README.md')
  expect(documents).toContain(path.join('docs', 'ARCHITECTURE.md'))
})

test('every file that a document links to exists', () => {
  const broken = documents.flatMap((document) =>
    linksOf(readFileSync(path.join(root, document), 'utf8'))
      .filter((link) => !existsSync(path.resolve(root, path.dirname(document), link)))
      .map((link) => `${document}: ${link}`),
  )

  expect(broken).toEqual([])
})

/** The lines of the table between the two comments, without its head. */
function rowsOf(text: string): readonly string[] {
  const table = /<!-- commands[^>]*-->\n([\s\S]*?)<!-- \/commands -->/.exec(text)?.[1] ?? ''
  return table.split('\n').filter((line) => line.startsWith('| `'))
}

/** Targets of links and pictures that are files, without what follows `#`. */
function linksOf(text: string): readonly string[] {
  const prose = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((found) => found[1] ?? '')
    .filter((link) => !/^[a-z]+:|^#/.test(link))
    .map((link) => link.replace(/#.*$/, ''))
}
