import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isMissing, needOrdinaryUser, ORDINARY_USER } from '../support/needs.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const CONFIG = `feeds: { harbour: { url: "http://127.0.0.1:9/feed", allowPrivate: true } }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: alerts@example.org, smtp: "smtp://alerts:\${file:PATH}@127.0.0.1:9" }
web: false
`

const user = needOrdinaryUser()
const uid = ORDINARY_USER.uid ?? process.getuid?.()

/** A configuration beside a secret, and what `check` says of it to an ordinary user. */
function openPlace(): { config: string; secret: string; check: () => string } {
  const folder = makeTempDir()
  chmodSync(folder, 0o755)
  const [config, secret] = [path.join(folder, 'config.yaml'), path.join(folder, 'secrets', 'smtp')]
  mkdirSync(path.dirname(secret))
  writeFileSync(secret, 'password')
  writeFileSync(config, CONFIG.replace('PATH', secret))
  const check = (): string => {
    const argv = [path.resolve('src/main.ts'), 'check', '--config', config]
    return spawnSync(process.execPath, argv, { ...ORDINARY_USER, encoding: 'utf8' }).stdout
  }
  return { config, secret, check }
}

describe.skipIf(isMissing(user, 'files of another user'))('a file of somebody else', () => {
  it('is named with its owner, who asks, and what to do, when it is a secret', () => {
    const { secret, check } = openPlace()
    chmodSync(secret, 0)

    const said = check()

    expect(said).toContain(`${secret} may not be read by user ${uid} (it belongs to user `)
    expect(said).toContain('with mode 0)')
    expect(said).toContain(`chown ${uid} ${secret}`)
  })

  it('is named with its owner, who asks, and what to do, when it is the configuration', () => {
    const { config, check } = openPlace()
    chmodSync(config, 0)

    const said = check()

    expect(said).toContain(config)
    expect(said).toContain(`may not be read by user ${uid} (it belongs to user `)
    expect(said).toContain(`chown ${uid} ${config}`)
  })

  it('is named with the folder that is closed', () => {
    const { secret, check } = openPlace()
    chmodSync(path.dirname(secret), 0)

    const said = check()

    expect(said).toContain(`its folder ${path.dirname(secret)} is closed to it`)
  })
})
