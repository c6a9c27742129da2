import path from 'node:path'
import { expect, it } from 'vitest'
import { listLoaded } from '../support/list-loaded.ts'
import { runCommandLine } from './run-command-line.ts'
import { temporaryFolder } from './temporary-folder.ts'

/**
 * What a command loads is what its start takes: a third of a millisecond for a module, on a slow machine. So the packages
 * of a command are named here, and its modules are counted with a tenth to spare. A command that fails here has come to
 * import something for a case that is rare; import it where the case arises (docs/decisions/starting-quickly.md).
 */
const CONFIG = `feeds: { harbour: { url: "http://127.0.0.1:9/feed", allowPrivate: true } }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
`

it.each([
  ['--version', 50, []],
  ['--help', 50, []],
  ['help status', 55, []],
  ['completion bash', 60, []],
  ['check', 450, ['croner', 'yaml', 'zod']],
])(
  '%s loads no more than %i modules, and no other package than %j',
  async (line, most, packages) => {
    const folder = await temporaryFolder({ 'config.yaml': CONFIG })

    const loaded = await listLoaded(line.split(' '), folder)

    expect(loaded.packages).toEqual(packages)
    expect(loaded.count).toBeLessThanOrEqual(most)
  },
)

it.each([
  ['status', 790],
  ['ledger', 780],
  ['search pier', 820],
])(
  '%s loads no more than %i modules, and no other package than it needs to read what is stored',
  async (line, most) => {
    const folder = await temporaryFolder({ 'config.yaml': CONFIG })
    await runCommandLine(['migrate', '--config', path.join(folder, 'config.yaml')])

    const loaded = await listLoaded(line.split(' '), folder)

    expect(loaded.packages).toEqual(['better-sqlite3', 'croner', 'kysely', 'yaml', 'zod'])
    expect(loaded.count).toBeLessThanOrEqual(most)
  },
)

it('a text whose language its small words tell is matched without the tables of many languages', async () => {
  const text =
    'The harbour has a new pier, and the minister of the sea is to open it with the mayor.'
  const folder = await temporaryFolder({ 'text.txt': text })

  const loaded = await listLoaded(['match', 'pier', 'text.txt'], folder)

  expect(loaded.packages).not.toContain('franc')
  expect(loaded.count).toBeLessThanOrEqual(260)
})
