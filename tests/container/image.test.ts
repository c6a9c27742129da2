import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { createEngine, tellFigure } from '../support/container.ts'
import { isMissing } from '../support/needs.ts'

/** What is in the image, and what is not. */
const ROOT = path.resolve(import.meta.dirname, '../..')
const MOST_BYTES = 30_000_000

describe.skipIf(isMissing(inject('engine'), 'what the container image holds'))('the image', () => {
  const engine = createEngine()

  afterAll(async () => await engine.removeAll())

  const inspect = async (format: string): Promise<string> =>
    await engine.mustDocker('image', 'inspect', `--format=${format}`, engine.image)

  test('names a user without privileges, by number', async () => {
    expect(await inspect('{{.Config.User}}')).toBe('10001:10001')
  })

  test('says what it is, in the labels of OCI', async () => {
    const labels = JSON.parse(await inspect('{{json .Config.Labels}}')) as unknown

    const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'))
    expect(labels).toEqual({
      'org.opencontainers.image.title': 'Policywatch',
      'org.opencontainers.image.description': expect.stringContaining('government news feeds'),
      'org.opencontainers.image.licenses': 'MIT',
      'org.opencontainers.image.version': version,
    })
  })

  test('has less than 30 MB over its base, with all packages', async () => {
    const format = '{{.Size}}\t{{.CreatedBy}}\t{{.Comment}}'
    const history = await engine.mustDocker(
      'history',
      '--human=false',
      '--no-trunc',
      `--format=${format}`,
      engine.image,
    )

    const bytes = history
      .split('\n')
      .filter((layer) => layer.includes('buildkit'))
      .reduce((sum, layer) => sum + Number(layer.split('\t')[0]), 0)
    tellFigure('image-over-base', `${(bytes / 1e6).toFixed(1)} MB`)
    expect(bytes).toBeGreaterThan(10_000_000)
    expect(bytes).toBeLessThan(MOST_BYTES)
  })

  test('runs nothing in its last stage', async () => {
    const dockerfile = await readFile(path.join(ROOT, 'Dockerfile'), 'utf8')

    const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))
    expect(lastStage).not.toMatch(/^RUN /m)
  })

  test('can load every module of the program, whatever was left out of its packages', async () => {
    const script = `for (const file of fs.globSync(['src/**/*.ts', 'migrations/*.ts']))
      if (!/main\\.ts$|-worker\\.ts$/.test(file)) await import('/app/' + file)
      process.stdout.write('all'); process.exit()`

    const { stdout, stderr } = await engine.run(
      ['--workdir=/app', '--entrypoint=node'],
      '--input-type=module',
      '--eval',
      `import fs from 'node:fs'; ${script}`,
    )

    expect({ stdout, stderr }).toEqual({ stdout: 'all', stderr: '' })
  })

  test.each([
    ['amd64', 'linux-x64.node'],
    ['arm64', 'linux-arm64.node'],
  ])('keeps of the binaries of SQLite only the one for %s', async (arch, binary) => {
    const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-tree-'))
    onTestFinished(() => rmSync(dir, { recursive: true }))

    const platform = `--platform=linux/${arch}`
    const output = `--output=type=local,dest=${dir}`
    await engine.mustDocker('build', '--network=host', platform, '--target=tree', output, ROOT)

    const prebuilds = path.join(dir, 'app/node_modules/better-sqlite3/prebuilds')
    expect(await readdir(prebuilds)).toEqual([binary])
  })

  test('takes all that it runs from the compile cache that it brings along', async () => {
    const env = '--env=NODE_DEBUG_NATIVE=COMPILE_CACHE'

    const { stderr } = await engine.run(['--read-only', env], 'help')

    const lines = stderr.split('\n')
    expect(lines.filter((line) => line.includes('was accepted')).length).toBeGreaterThan(20)
    expect(lines.filter((line) => /rejected|no such file/.test(line))).toEqual([])
  })

  test('gives every command', async () => {
    const { code, stdout } = await engine.run(['--read-only'], '--help')

    expect(code).toBe(0)
    expect(stdout).toContain('Usage: policywatch COMMAND')
  })

  test('brings the catalogue of feeds along', async () => {
    const { code, stdout } = await engine.run(['--read-only'], 'feeds', 'catalog', 'kr-motir')

    expect(code).toBe(0)
    expect(stdout).toContain('kr-motir:')
  })

  test('knows Korean words', async () => {
    const { stdout } = await engine.run(
      ['--read-only'],
      'match',
      '안전',
      '--title',
      '식품의약품안전처 발표',
      '--json',
    )

    expect(stdout).toContain('"matched":true')
  })

  test('lets its user write nothing but the data', async () => {
    const script = 'find / -xdev -writable -not -type l -not -path "/proc/*" 2>/dev/null'

    const { stdout } = await engine.run(['--entrypoint=sh'], '-c', script)

    const writable = stdout.split('\n').filter((file) => !SCRATCH.test(file))
    expect(writable).toEqual(['/data'])
  })

  test('brings no package of development, no test and no document', async () => {
    const { stdout } = await engine.run(['--entrypoint=find'], '/app', '-maxdepth', '3')

    expect(stdout).toContain('/app/LICENSE')
    expect(stdout).toContain('/app/node_modules/better-sqlite3')
    expect(stdout).not.toMatch(/\/(vitest|typescript|tests?|docs|bench|playwright-core|\.git)$/m)
  })

  test('keeps the licences of its packages', async () => {
    const { stdout } = await engine.run(['--entrypoint=sh'], '-c', 'ls /app/node_modules/*/LICEN*')

    expect(stdout.split('\n').length).toBeGreaterThan(30)
  })
})

/** Folders for all users of any system. */
const SCRATCH = /^(\/(dev|tmp|var\/tmp|run\/lock)(\/|$)|$)/
