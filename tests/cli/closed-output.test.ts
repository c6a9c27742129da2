import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommandLine } from './run-command-line.ts'
import { temporaryFolder } from './temporary-folder.ts'

const CONFIG = `feeds: { harbour: { url: "http://127.0.0.1:9/feed", allowPrivate: true } }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: alerts@example.org }
`
const CASES = '[{ "id": "a", "rule": "pier", "text": "a bridge", "expected": true }]'

const closed = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })

/** Runs a command whose output nobody reads, in a folder with a sound and a broken configuration. */
async function runUnread(argv: readonly string[]): ReturnType<typeof runCommandLine> {
  const folder = await temporaryFolder({
    'sound.yaml': CONFIG,
    'broken.yaml': `${CONFIG}timezoen: UTC\n`,
    'cases.json': CASES,
    'nope.xml': 'no feed',
  })
  const placed = argv.map((word) => (/\.\w+$/.test(word) ? path.join(folder, word) : word))
  return await runCommandLine(placed, { outputError: closed })
}

describe('an output that nobody reads', () => {
  it.each([
    [3, ['check', '--config', 'broken.yaml']],
    [3, ['check', '--json', '--config', 'broken.yaml']],
    [0, ['check', '--config', 'sound.yaml']],
    [1, ['ledger', '--verify', '--config', 'sound.yaml']],
    [1, ['ledger', '--verify', '--json', '--config', 'sound.yaml']],
    [1, ['match', '--cases', 'cases.json']],
    [1, ['inspect', 'nope.xml']],
    [1, ['poll', '--config', 'sound.yaml']],
  ])('does not change the verdict %i of %j', async (expected, argv) => {
    const { exitCode } = await runUnread(argv)

    expect(exitCode).toBe(expected)
  })

  it.each([
    [['ledger', '--config', 'sound.yaml']],
    [['schema']],
    [['--help']],
    [['match', 'pier']],
  ])('quietly ends the list of %j', async (argv) => {
    const { exitCode, stderr } = await runUnread(argv)

    expect([exitCode, stderr]).toEqual([0, ''])
  })
})
