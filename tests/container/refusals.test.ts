import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { createEngine } from '../support/container.ts'
import { isMissing } from '../support/needs.ts'

/** What an operator mounts wrongly, and what the container says of it: the path, who it runs as, and what to do. */
const CONFIG = `feeds: { harbour: { url: "http://127.0.0.1:9/feed", allowPrivate: true } }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
web: false
`
const WITH_SECRET = `${CONFIG}mail: { from: a@example.org, smtp: "smtp://a:\${file:/run/secrets/smtp}@127.0.0.1:9" }\n`
const USER = 10_001

describe.skipIf(isMissing(inject('engine'), 'what a container refuses'))('a container', () => {
  const engine = createEngine()

  afterAll(async () => await engine.removeAll())

  const mount = (folder: string, place: string): string => `--volume=${folder}:${place}`

  const runWith = async (yaml: string, ...options: readonly string[]): Promise<string> => {
    const config = mount(engine.makeFolder({ 'config.yaml': yaml }), '/config:ro')
    const { code, stdout, stderr } = await engine.run(['--read-only', config, ...options], 'run')
    return `${code} ${stdout}${stderr}`
  }

  test('whose data folder belongs to root names it, its user, and the remedy', async () => {
    const said = await runWith(CONFIG, mount(engine.makeFolder(), '/data'))

    expect(said).toMatch(/^1 /)
    expect(said).toContain('cannot use the data folder /data: user 10001 may not write /data')
    expect(said).toContain('belongs to, user 0, or give it to user 10001 (chown -R 10001 /data')
  })

  test('whose database belongs to somebody else names it, its user, and the remedy', async () => {
    const data = engine.makeFolder({ 'policywatch.db': '' })
    chownSync(data, USER, USER)

    const said = await runWith(CONFIG, mount(data, '/data'))

    expect(said).toMatch(/^1 /)
    expect(said).toContain('user 10001 may not write /data/policywatch.db')
    expect(said).toContain('chown -R 10001 /data/policywatch.db')
  })

  test('whose data are mounted read-only says so', async () => {
    const data = engine.makeFolder()
    chownSync(data, USER, USER)

    const said = await runWith(CONFIG, mount(data, '/data:ro'))

    expect(said).toMatch(/^1 /)
    expect(said).toContain('user 10001 may not write /data')
    expect(said).toContain('mount it writable')
  })

  test.each(['8k', '64k'])('whose data folder is full after %s says so', async (size) => {
    const said = await runWith(CONFIG, `--tmpfs=/data:size=${size},uid=${USER},gid=${USER}`)

    expect(said).toMatch(/^1 /)
    expect(said).toContain('/data')
    expect(said).toContain('full')
    expect(said).not.toMatch(/^ {4}at /m)
  })

  test('whose secret belongs to root names it, its user, and the remedy', async () => {
    const secrets = engine.makeFolder({ smtp: 'password' })
    chmodSync(path.join(secrets, 'smtp'), 0o400)

    const said = await runWith(WITH_SECRET, mount(secrets, '/run/secrets:ro'))

    expect(said).toMatch(/^3 /)
    expect(said).toContain(
      '/run/secrets/smtp may not be read by user 10001 (it belongs to user 0 and group 0, with mode 400)',
    )
    expect(said).toContain('chown 10001 /run/secrets/smtp')
  })

  test('whose secret is missing names it and the remedy', async () => {
    const said = await runWith(WITH_SECRET)

    expect(said).toMatch(/^3 /)
    expect(said).toContain('/run/secrets/smtp does not exist')
    expect(said).toContain('hint: ')
  })

  test('whose configuration is a folder says so', async () => {
    const folder = engine.makeFolder()
    mkdirSync(path.join(folder, 'config.yaml'))

    const { code, stdout, stderr } = await engine.run([mount(folder, '/config:ro')], 'run')

    expect(code).toBe(3)
    expect(stdout + stderr).toContain('/config/config.yaml')
    expect(stdout + stderr).toContain('is a folder, not a file')
    expect(stdout + stderr).toContain('mount the folder that it is in')
  })

  test('whose configuration may not be read names it, its user, and the remedy', async () => {
    const folder = engine.makeFolder()
    writeFileSync(path.join(folder, 'config.yaml'), CONFIG, { mode: 0o600 })

    const { code, stdout, stderr } = await engine.run([mount(folder, '/config:ro')], 'run')

    expect(code).toBe(3)
    expect(stdout + stderr).toContain('/config/config.yaml')
    expect(stdout + stderr).toContain('may not be read by user 10001 (it belongs to user 0')
    expect(stdout + stderr).toContain('chown 10001 /config/config.yaml')
  })

  test('without any configuration says what to mount', async () => {
    const { code, stdout, stderr } = await engine.run([], 'run')

    expect(code).toBe(3)
    expect(stdout + stderr).toContain('/config/config.yaml')
    expect(stdout + stderr).toContain('does not exist')
  })
})
