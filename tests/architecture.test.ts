import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findCycles, findForbiddenImports, PACKAGE_IMPORTERS } from './support/import-rules.ts'
import { codeOf, findEdges, readSourceFiles } from './support/source-tree.ts'

/** The rules of docs/ARCHITECTURE.md that a machine can hold. */

const MAX_LINES = 300

const root = path.resolve(import.meta.dirname, '..')
const sources = readSourceFiles('src/**/*.ts')
const migrations = readSourceFiles('migrations/*.ts')
const edges = [...sources, ...migrations].flatMap(findEdges)
const tracked = git('ls-files', '-co', '--exclude-standard', '-z')
  .split('\0')
  .filter((file) => file !== '' && existsSync(path.join(root, file)))

function git(...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'safe.directory=*', ...args], { cwd: root, encoding: 'utf8' })
}

function filesWhere(holds: (code: string, file: string) => boolean): readonly string[] {
  return sources.filter(({ file, source }) => holds(codeOf(source), file)).map(({ file }) => file)
}

describe('the tree', () => {
  test('is seen, with its imports', () => {
    expect(sources.length).toBeGreaterThan(30)
    expect(migrations.length).toBeGreaterThan(0)
    expect(edges.length).toBeGreaterThan(sources.length)
    expect(tracked).toContain('package.json')
  })

  test('imports only what the table allows', () => {
    expect(findForbiddenImports(edges)).toEqual([])
  })

  test('imports no file that does not exist', () => {
    const files = edges.map(({ to }) => to).filter((to) => /^(src|migrations)\//.test(to))

    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([])
  })

  test('has no circle of imports', () => {
    expect(findCycles(edges)).toEqual([])
  })

  test('has no barrel', () => {
    const reexport = /^\s*export\s+(type\s+)?(\*|\{[^}]*\})\s*(as\s+\w+\s+)?from\b/m

    expect(filesWhere((code, file) => /\/index\.ts$/.test(file) || reexport.test(code))).toEqual([])
  })

  test('has no default export', () => {
    expect(filesWhere((code) => /^\s*export\s+default\b/m.test(code))).toEqual([])
  })

  test('speaks to its process only from the outside', () => {
    const mayKnow = /^src\/(cli|config|observe)\/|^src\/main\.ts$/
    const speaks = /\bprocess\.(env|exit|exitCode|argv)\b|\bconsole\./

    expect(filesWhere((code, file) => !mayKnow.test(file) && speaks.test(code))).toEqual([])
  })

  test('asks no server but through the guard in fetch', () => {
    const globalFetch = /(?:\b(?:await|return|void)\s+|[=(,?:]\s*)fetch\(|globalThis\.fetch\b/

    expect(filesWhere((code) => globalFetch.test(code))).toEqual([])
  })

  test('takes documents apart in reading threads alone', () => {
    const readers = /^src\/parse\/(parse-feed|read-items|decode-bytes|find-article-text)\.ts$/
    const outside = edges.filter(
      ({ from, to }) => readers.test(to) && !from.startsWith('src/parse/'),
    )

    expect(outside).toEqual([])
  })

  test('has no clock and no dice in core', () => {
    const impure = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\brandom(Bytes|UUID|Int)\b/

    expect(filesWhere((code, file) => file.startsWith('src/core/') && impure.test(code))).toEqual(
      [],
    )
  })

  test('has no giant file', () => {
    const lineCount = (source: string): number => source.trimEnd().split('\n').length

    expect(
      sources.filter(({ source }) => lineCount(source) > MAX_LINES).map(({ file }) => file),
    ).toEqual([])
  })

  test('names its files in kebab-case', () => {
    const names = [...sources, ...readSourceFiles('tests/**/*.ts')].map(({ file }) => file)

    expect(
      names.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/.test(path.basename(file))),
    ).toEqual([])
  })

  test('numbers its migrations', () => {
    expect(
      migrations.filter(({ file }) => !/^migrations\/\d{4}_[a-z0-9_]+\.ts$/.test(file)),
    ).toEqual([])
  })

  test('names no path of a machine and no package registry', () => {
    const readable = tracked.filter((file) => !/\.(png|jpe?g|ico|gz|xz|woff2?)$/.test(file))

    expect(
      readable.filter((file) => tellsOrigin(readFileSync(path.join(root, file), 'utf8'))),
    ).toEqual([])
  })

  test.each([
    ['a path', ['cd ', '/', 'home/someone/policywatch']],
    ['a file address', ['file://', '/', 'root/config.yaml']],
    ['a registry', ['https://registry', '.npmjs.org/zod']],
  ])('would be seen to name %s', (_, parts) => {
    expect(tellsOrigin(parts.join(''))).toBe(true)
  })

  test('may name a page called home', () => {
    expect(tellsOrigin('https://www.example.org/home/rss.xml')).toBe(false)
  })
})

/** Whether a text names a folder of the machine that it was written on, or a package registry. */
function tellsOrigin(text: string): boolean {
  return (
    /(?:^|[\s"'`(=:,]|file:\/\/)\/(?:work|home|root)\//m.test(text) ||
    /registry\.(?:npmjs|yarnpkg)\.|npm\.pkg\.github/.test(text)
  )
}

describe('the program', () => {
  test('is stored as a file that may be run, so that npx runs it and changes nothing', () => {
    const stored = git('ls-files', '--stage', 'src/main.ts')

    expect(stored).toMatch(/^100755 /)
  })
})

describe('the packages', () => {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>
  }

  test('have their importers in the table', () => {
    expect(Object.keys(PACKAGE_IMPORTERS).sort()).toEqual(Object.keys(manifest.dependencies).sort())
  })

  test('are locked without the address of a registry', () => {
    const addressed = Object.entries(lock.packages).filter(([, entry]) => 'resolved' in entry)

    expect(addressed.map(([name]) => name)).toEqual([])
  })

  test('are locked for every platform, so that npm ci accepts the lock anywhere', () => {
    const missing = Object.entries(lock.packages).flatMap(([holder, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) =>
          !(`node_modules/${name}` in lock.packages) &&
          !(`${holder}/node_modules/${name}` in lock.packages),
      ),
    )

    expect(missing).toEqual([])
  })
})

type LockedPackage = {
  readonly resolved?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

describe('the table', () => {
  test.each([
    ['core imports a shell', 'src/core/feed/item.ts', 'src/store/items.ts'],
    ['core reads a file', 'src/core/feed/item.ts', 'node:fs'],
    ['siblings import one another', 'src/fetch/visit.ts', 'src/config/settings.ts'],
    ['a shell imports the pipeline', 'src/mail/send.ts', 'src/pipeline/poll-feed.ts'],
    ['the web imports the daemon', 'src/web/start-web.ts', 'src/daemon/scheduler.ts'],
    ['the daemon imports the composition root', 'src/daemon/run.ts', 'src/app.ts'],
    ['the pipeline imports the command line', 'src/pipeline/poll-feed.ts', 'src/cli/run-cli.ts'],
    ['main skips the command line', 'src/main.ts', 'src/app.ts'],
    ['a second importer of a package', 'src/pipeline/poll-feed.ts', 'kysely'],
    ['a request past the guard', 'src/pipeline/poll-feed.ts', 'node:https'],
    ['an unknown package', 'src/web/start-web.ts', 'express'],
    ['an unknown folder', 'src/utils/strings.ts', 'src/core/time.ts'],
    ['source that imports a test', 'src/core/time.ts', 'tests/support/needs.ts'],
    ['a migration that imports the source', 'migrations/0001_start.ts', 'src/store/schema.ts'],
  ])('refuses %s', (_, from, to) => {
    expect(findForbiddenImports([{ from, to }])).toHaveLength(1)
  })

  test.each([
    ['core within core', 'src/core/alert/plan.ts', 'src/core/rule/matcher.ts'],
    ['a shell that imports core', 'src/parse/read.ts', 'src/core/time.ts'],
    ['the pipeline over the second ring', 'src/pipeline/poll-feed.ts', 'src/config/settings.ts'],
    ['the composition root over the pipeline', 'src/app.ts', 'src/pipeline/deps.ts'],
    ['a command that starts the daemon', 'src/cli/commands/run.ts', 'src/daemon/run.ts'],
    ['a shell that uses Node', 'src/fetch/visit.ts', 'node:http'],
    ['the owner of a package', 'src/store/items.ts', 'kysely'],
  ])('lets pass %s', (_, from, to) => {
    expect(findForbiddenImports([{ from, to }])).toEqual([])
  })

  test('finds a circle through three files', () => {
    const circle = [
      { from: 'a.ts', to: 'b.ts' },
      { from: 'b.ts', to: 'c.ts' },
      { from: 'c.ts', to: 'a.ts' },
    ]

    expect(findCycles(circle)).toEqual(['a.ts -> b.ts -> c.ts -> a.ts'])
  })

  test('finds no circle where two ways lead to one file', () => {
    const diamond = [
      { from: 'a.ts', to: 'b.ts' },
      { from: 'a.ts', to: 'c.ts' },
      { from: 'b.ts', to: 'd.ts' },
      { from: 'c.ts', to: 'd.ts' },
    ]

    expect(findCycles(diamond)).toEqual([])
  })
})

describe('the reader of imports', () => {
  test('sees every way in which a file can take in another', () => {
    const source = [
      "import type { A } from './a.ts'",
      "import {\n  b,\n} from '../b.ts'",
      "import './c.ts'",
      "export { d } from './d.ts'",
      "const e = await import('./e.ts')",
      "new Worker(new URL('./f.ts', import.meta.url))",
      "import { x } from '@scope/name/deep'",
      "import { y } from 'hono/html'",
      "import { z } from 'node:fs/promises'",
    ].join('\n')

    const found = findEdges({ file: 'src/web/page.ts', source }).map(({ to }) => to)

    expect(found.sort()).toEqual([
      '@scope/name',
      'hono',
      'node:fs/promises',
      'src/b.ts',
      'src/web/a.ts',
      'src/web/c.ts',
      'src/web/d.ts',
      'src/web/e.ts',
      'src/web/f.ts',
    ])
  })

  test('looks for words in code alone', () => {
    const source =
      "log('console.log') // console.log\n/* process.env */ const url = 'https://a.test'"

    expect(codeOf(source)).toBe("log('') \n const url = ''")
  })
})
