import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEngine } from '../support/container.ts'
import { isMissing, needEngine } from '../support/needs.ts'

/**
 * Builds the image and runs it as an operator would. The base image may be named in POLICYWATCH_NODE_IMAGE; containers
 * use this machine's network, so that a daemon in one can poll the feed that the test serves.
 */
const ROOT = path.resolve(import.meta.dirname, '../..')
const HEALTHY_WITHIN = { timeout: 120_000, interval: 500 }
const SAID_WITHIN = { timeout: 60_000, interval: 250 }

const need = needEngine()

describe.skipIf(isMissing(need, 'the container image'))('the image', () => {
  const engine = createEngine(need.kind === 'met' ? need.path : 'docker')
  const image = `policywatch-test:${process.pid}`
  let feed: Server
  let configDir: string

  beforeAll(async () => {
    const base = process.env['POLICYWATCH_NODE_IMAGE']
    const baseArgs = base === undefined ? [] : [`--build-arg=NODE_IMAGE=${base}`]
    await engine.mustDocker('build', '--network=host', ...baseArgs, `--tag=${image}`, ROOT)
    feed = await serveFeed()
    configDir = engine.makeConfigDir(configFor(portOf(feed), await findFreePort()))
  })

  afterAll(async () => {
    await engine.removeAll()
    await engine.docker('image', 'rm', '--force', image)
    feed?.close()
  })

  const run = (...args: readonly string[]): ReturnType<typeof engine.docker> =>
    engine.docker('run', '--rm', '--network=none', ...args)

  const sayings = async (container: string): Promise<string> =>
    (await engine.docker('logs', container)).stdout

  test('names a user without privileges, by number', async () => {
    const user = await engine.mustDocker('inspect', '--format={{.Config.User}}', image)

    expect(user).toBe('10001:10001')
  })

  test('gives every command', async () => {
    const { code, stdout } = await run(image, '--help')

    expect(code).toBe(0)
    expect(stdout).toContain('Usage: policywatch COMMAND')
  })

  test('brings the catalogue of feeds along', async () => {
    const { code, stdout } = await run(image, 'feeds', 'catalog', 'kr-motir')

    expect(code).toBe(0)
    expect(stdout).toContain('kr-motir:')
  })

  test('lets its user write nothing but the data', async () => {
    const script = 'find / -xdev -writable -not -type l -not -path "/proc/*" 2>/dev/null'

    const { stdout } = await run('--entrypoint=sh', image, '-c', script)

    expect(
      stdout.split('\n').filter((file) => !/^(\/(dev|tmp|var\/tmp|run\/lock)(\/|$)|$)/.test(file)),
    ).toEqual(['/data'])
  })

  test('brings no package of development and no test', async () => {
    const { stdout } = await run('--entrypoint=ls', image, '/app', '/app/node_modules')

    expect(stdout).toContain('better-sqlite3')
    expect(stdout).not.toMatch(/^(vitest|typescript|tests|playwright-core)$/m)
  })

  test('checks a configuration', async () => {
    const { code, stderr } = await run(`--volume=${configDir}:/config:ro`, image, 'check')

    expect({ code, stderr }).toMatchObject({ code: 0 })
  })

  test('refuses a broken configuration with code 3 and says where it is broken', async () => {
    const broken = engine.makeConfigDir('feeds:\n  a:\n    ulr: https://agency.example/rss\n')

    const { code, stdout, stderr } = await run(`--volume=${broken}:/config:ro`, image)

    expect(code).toBe(3)
    expect(stdout + stderr).toContain('ulr')
  })

  test('becomes ready and healthy', async () => {
    const container = await engine.startDaemon(image, configDir)

    await expect.poll(() => sayings(container), SAID_WITHIN).toContain('"msg":"ready"')
    await expect
      .poll(
        () => engine.mustDocker('inspect', '--format={{.State.Health.Status}}', container),
        HEALTHY_WITHIN,
      )
      .toBe('healthy')
    await engine.mustDocker('stop', container)
  })

  test('sends an alert and keeps it over a new container on the same data', async () => {
    const first = await engine.startDaemon(image, configDir)
    const sent = async (): Promise<string> =>
      (await engine.docker('exec', first, 'policywatch', 'ledger', '--json')).stdout
    await expect.poll(sent, SAID_WITHIN).toContain('"state":"sent"')
    await engine.mustDocker('stop', first)

    const second = await engine.mustDocker(
      'run',
      '--rm',
      '--network=none',
      `--volumes-from=${first}`,
      image,
      'ledger',
      '--json',
    )

    expect(second).toContain('"state":"sent"')
  })

  test('ends with 0 on SIGTERM', async () => {
    const container = await engine.startDaemon(image, configDir)
    await expect.poll(() => sayings(container), SAID_WITHIN).toContain('"msg":"ready"')

    await engine.mustDocker('kill', '--signal=TERM', container)

    expect(await engine.mustDocker('wait', container)).toBe('0')
  })
})

function configFor(feedPort: number, webPort: number): string {
  return `
feeds:
  agency:
    url: http://127.0.0.1:${feedPort}/rss
    allowPrivate: true
    startWith: everything
rules:
  reactors:
    match: small modular reactors
subscriptions:
  desk:
    to: [desk@example.org]
    rules: all
web:
  listen: 127.0.0.1:${webPort}
`
}

const FEED = `<?xml version="1.0"?>
<rss version="2.0"><channel>
  <title>Agency</title><link>https://agency.example/</link>
  <item>
    <title>Two countries agree on small modular reactors</title>
    <link>https://agency.example/news/1</link>
    <guid>agency-1</guid>
    <description>They signed a memorandum.</description>
  </item>
</channel></rss>`

async function serveFeed(): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(FEED)
  })
  await listen(server)
  return server
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await listen(server)
  const port = portOf(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port // it listens on a port, not on a pipe
}
