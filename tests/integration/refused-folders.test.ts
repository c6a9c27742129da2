import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isMissing, needOrdinaryUser, ORDINARY_USER } from '../support/needs.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const CONFIG = `feeds: { harbour: { url: "http://127.0.0.1:9/feed", allowPrivate: true } }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
web: false
`

const user = needOrdinaryUser()
const uid = ORDINARY_USER.uid ?? process.getuid?.()

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** A data folder that somebody else has used, closed to all others with `mode`; and commands run by an ordinary user. */
function openPlace(mode: number): { data: string; run: (...args: string[]) => Ended } {
  const folder = makeTempDir()
  const [config, data] = [path.join(folder, 'config.yaml'), path.join(folder, 'data')]
  writeFileSync(config, CONFIG)
  chmodSync(folder, 0o755)
  mkdirSync(data)
  writeFileSync(path.join(data, 'policywatch.db'), '')
  chmodSync(data, mode)
  onTestFinished(() => chmodSync(data, 0o700))
  const run = (...args: string[]): Ended => {
    const argv = [path.resolve('src/main.ts'), ...args, '--config', config]
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
      ...ORDINARY_USER,
      encoding: 'utf8',
    })
    return { code: status, stdout, stderr }
  }
  return { data, run }
}

describe.skipIf(isMissing(user, 'a data folder of another user'))('a data folder', () => {
  test.each([['status'], ['ledger'], ['ledger', '--verify'], ['search', 'pier']])(
    'that may not be looked into is no empty one to %s %s',
    (...args) => {
      const { data, run } = openPlace(0)

      const { code, stdout, stderr } = run(...args)

      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toContain(`cannot use the data folder ${data}: user ${uid} may not look at`)
      expect(stderr).toMatch(/\n {2}run this as the user that it belongs to.*chown -R .*"data"/)
    },
  )

  test.each([['poll'], ['deliver'], ['migrate'], ['run']])(
    'that may not be written is named by %s, with what to do',
    (command) => {
      const { data, run } = openPlace(0o555)

      const { code, stderr } = run(command)

      expect(code).toBe(1)
      expect(stderr).toContain(`cannot use the data folder ${data}: user ${uid} may not write`)
      expect(stderr).toMatch(/\n {2}run this as the user that it belongs to, user \d+, or give it/)
    },
  )
})
