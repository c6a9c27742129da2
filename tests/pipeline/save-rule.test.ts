import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RuleChange } from '../../src/config/edit-rule.ts'
import { readConfigText } from '../../src/config/read-rule-text.ts'
import type { Settings } from '../../src/config/settings.ts'
import type { Timestamp } from '../../src/core/time.ts'
import { type RuleSaving, saveRule } from '../../src/pipeline/save-rule.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { loadSettings } from '../support/test-app.ts'

const NOW = '2026-03-02T09:00:00.123Z' as Timestamp

const YAML = `# what we watch
feeds: { f: { url: https://example.org/f } }
rules:
  tea: # hot
    match: 'tea' # a drink
    ignores: [coffee]
web: { edit: true }
`

const REPLACE: RuleChange = { kind: 'replace', id: 'tea', match: 'tea OR mate' }

describe('saving a rule', () => {
  it('changes the query alone and keeps the version before beside the file', async () => {
    const { dir, settings } = await openConfig(YAML)

    const saved = await save(settings, REPLACE)

    expect(saved).toEqual({ kind: 'saved', backup: 'config.yaml.bak-20260302T090000123Z' })
    expect(textOf(dir)).toBe(YAML.replace("'tea'", "'tea OR mate'"))
    expect(textOf(dir, 'config.yaml.bak-20260302T090000123Z')).toBe(YAML)
    expect(statSync(path.join(dir, 'config.yaml')).mode & 0o777).toBe(0o640)
    expect(readdirSync(dir)).toHaveLength(2)
  })

  it('adds a rule', async () => {
    const { dir, settings } = await openConfig(YAML)

    const change = {
      kind: 'add',
      id: 'wine',
      title: 'Wine: red',
      match: 'wine',
      feeds: ['f'],
    } as const
    const saved = await save(settings, change)

    expect(saved.kind).toBe('saved')
    expect(textOf(dir)).toContain(
      "    ignores: [coffee]\n  wine:\n    title: 'Wine: red'\n    match: 'wine'\n    feeds: [f]\nweb:",
    )
  })

  it('takes no placeholder from a page', async () => {
    const { dir, settings } = await openConfig(YAML)

    await save(settings, { ...REPLACE, match: `"\${HOME}"` })

    expect(textOf(dir)).toContain(`match: '"$\${HOME}"'`)
  })

  it('keeps ten older versions', async () => {
    const { dir, settings } = await openConfig(YAML)
    const older = Array.from({ length: 12 }, (_, day) => `2026020${day % 10}T00000000${day % 10}Z`)
    for (const time of new Set(older)) writeFileSync(path.join(dir, `config.yaml.bak-${time}`), '')
    writeFileSync(path.join(dir, 'config.yaml.bak-mine'), '')

    await save(settings, REPLACE)

    const kept = readdirSync(dir).filter((name) => /bak-\d/.test(name))
    expect(kept).toHaveLength(10)
    expect(kept).not.toContain('config.yaml.bak-20260200T000000000Z')
    expect(readdirSync(dir)).toContain('config.yaml.bak-mine')
  })

  it('writes to where a link leads', async () => {
    const { dir, settings } = await openLinked('real.yaml')

    const saved = await save(settings, REPLACE)

    expect(saved).toMatchObject({
      kind: 'saved',
      backup: expect.stringMatching(/^real\.yaml\.bak-/),
    })
    expect(textOf(dir, 'real.yaml')).toContain('mate')
  })

  it('writes nothing where the query is the same already', async () => {
    const { dir, settings } = await openConfig(YAML)

    const saved = await save(settings, { ...REPLACE, match: 'tea' })

    expect(saved).toEqual({ kind: 'unchanged' })
    expect(readdirSync(dir)).toEqual(['config.yaml'])
  })
})

describe('saving a rule is refused, and nothing is written,', () => {
  it('where the pages may not write', async () => {
    const { dir, settings } = await openConfig(YAML.replace('edit: true', 'edit: false'))

    const saved = await save(settings, REPLACE)

    expect(saved).toEqual({ kind: 'not-allowed' })
    expect(readdirSync(dir)).toEqual(['config.yaml'])
  })

  it('where the file is not what the page showed', async () => {
    const { dir, settings } = await openConfig(YAML)
    const { fingerprint } = await fileOf(settings)
    writeFileSync(path.join(dir, 'config.yaml'), `${YAML}# new\n`)

    const saved = await saveRule(settings, {}, { change: REPLACE, fingerprint }, NOW)

    expect(saved).toEqual({ kind: 'changed' })
    expect(textOf(dir)).toBe(`${YAML}# new\n`)
    expect(readdirSync(dir)).toEqual(['config.yaml'])
  })

  it.each([
    ['the query cannot be read', 'tea AND (', 'unclosed-parenthesis'],
    ['an example of the rule would fail', 'tea OR coffee', 'example-hit'],
    ['it names what is not there', '@drinks', 'unknown-concept'],
  ])('where %s', async (_, match, code) => {
    const { dir, settings } = await openConfig(YAML)

    const saved = await save(settings, { ...REPLACE, match })

    const problem = { code, file: 'config.yaml', path: expect.stringMatching(/^rules\.tea\./) }
    expect(saved).toMatchObject({ kind: 'refused', problems: [problem] })
    expect(textOf(dir)).toBe(YAML)
  })

  it('with the errors alone, not with what is suspicious besides', async () => {
    const { settings } = await openConfig(YAML)

    const saved = await save(settings, { ...REPLACE, match: 'bare words OR coffee' })

    expect(saved).toMatchObject({ kind: 'refused', problems: [{ severity: 'error' }] })
  })

  it('where it comes from a ConfigMap', async () => {
    const { dir, settings } = await openLinked('..data/config.yaml')

    const saved = await save(settings, REPLACE)

    expect(saved).toMatchObject({
      kind: 'unwritable',
      reason: expect.stringContaining('ConfigMap'),
    })
    expect(textOf(dir, '..data/config.yaml')).toBe(YAML)
  })

  it('where the text is shared with another rule', async () => {
    const shared = YAML.replace('tea: # hot', 'tea: &tea').replace('web:', '  cup: *tea\nweb:')
    const { dir, settings } = await openConfig(shared)

    const saved = await save(settings, REPLACE)

    expect(saved).toMatchObject({ kind: 'impossible', reason: expect.stringContaining('share') })
    expect(textOf(dir)).toBe(shared)
  })
})

async function openConfig(yaml: string): Promise<{ dir: string; settings: Settings }> {
  const dir = makeTempDir()
  writeFileSync(path.join(dir, 'config.yaml'), yaml, { mode: 0o640 })
  return { dir, settings: await loadSettings(dir, yaml) }
}

/** config.yaml as a link to another file of its folder. */
async function openLinked(target: string): Promise<{ dir: string; settings: Settings }> {
  const dir = makeTempDir()
  mkdirSync(path.dirname(path.join(dir, target)), { recursive: true })
  symlinkSync(target, path.join(dir, 'config.yaml'))
  return { dir, settings: await loadSettings(dir, YAML) }
}

async function save(settings: Settings, change: RuleChange): Promise<RuleSaving> {
  const { fingerprint } = await fileOf(settings)
  return await saveRule(settings, {}, { change, fingerprint }, NOW)
}

async function fileOf({ file }: Settings): Promise<{ readonly fingerprint: string }> {
  const text = await readConfigText(file)
  return text.kind === 'read' ? text : { fingerprint: '' }
}

function textOf(dir: string, name = 'config.yaml'): string {
  return readFileSync(path.join(dir, name), 'utf8')
}
