import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runCommandLine } from './run-command-line.ts'
import { temporaryFolder } from './temporary-folder.ts'

const configFor = (feedUrl: string, more = ''): string => `feeds:
  harbour: { url: "${feedUrl}", allowPrivate: true }
rules:
  piers: { match: pier, matches: [A pier opens.], ignores: [A bridge opens.] }
subscriptions:
  desk: { to: [desk@example.org], rules: all }
mail: { from: alerts@example.org }
${more}`

async function check(
  config: string,
  ...options: readonly string[]
): ReturnType<typeof runCommandLine> {
  const folder = await temporaryFolder({ 'config.yaml': config })
  return await runCommandLine(['check', '--config', path.join(folder, 'config.yaml'), ...options])
}

async function serve(body: string): Promise<string> {
  const server = createServer((_request, response) => response.end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`
}

describe('check', () => {
  it('exits 0 and counts what is configured', async () => {
    const { exitCode, stdout } = await check(configFor('https://harbour.example/feed'))

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /config\.yaml is fine: 1 feeds?, 1 rules?, 1 subscriptions?, 2 examples passed$/m,
    )
  })

  it('exits 3 and shows each mistake with its line', async () => {
    const { exitCode, stdout } = await check(
      configFor('https://harbour.example/feed', 'timezoen: UTC'),
    )

    expect(exitCode).toBe(3)
    expect(stdout).toMatch(/config\.yaml:8:1 error unknown-key/)
    expect(stdout).toContain('timezoen: UTC')
    expect(stdout).toContain('is refused: 1 error, 2 examples passed\n')
  })

  it.each(['check', 'poll', 'run'])('%s refuses a rule whose example fails', async (command) => {
    const config = configFor('https://harbour.example/feed').replace('A bridge', 'A long pier')
    const folder = await temporaryFolder({ 'config.yaml': config })

    const { exitCode, stdout, stderr } = await runCommandLine([
      command,
      ...['--config', path.join(folder, 'config.yaml')],
    ])

    expect(exitCode).toBe(3)
    expect(stdout + stderr).toMatch(
      /config\.yaml:4:68 error example-hit: rule "piers" must not hit this text, but pier hits “pier”/,
    )
  })

  it('counts the examples that failed', async () => {
    const { stdout } = await check(
      configFor('https://harbour.example/feed').replace('A bridge', 'A long pier'),
    )

    expect(stdout).toMatch(/is refused: 1 error, 1 example passed, 1 failed\n$/)
  })

  it('--json prints the promised shape', async () => {
    const { exitCode, stdout } = await check(
      configFor('https://harbour.example/feed', 'timezoen: UTC'),
      '--json',
    )

    expect(exitCode).toBe(3)
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      problems: [
        {
          code: 'unknown-key',
          severity: 'error',
          message: expect.any(String),
          hint: expect.stringContaining('timezone'),
          path: 'timezoen',
          line: 8,
          column: 1,
        },
      ],
      examples: { passed: 2, failed: 0 },
    })
  })
})

describe('check --online', () => {
  it('fetches each feed', async () => {
    const url = await serve('<rss version="2.0"><channel><title>x</title></channel></rss>')

    const { exitCode, stdout } = await check(configFor(url), '--online', '--json')

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, problems: [] })
  })

  it('exits 1 and names a feed that is none', async () => {
    const url = await serve('<!doctype html><title>News</title><p>Hello')

    const { exitCode, stdout } = await check(configFor(url), '--online', '--json')

    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      problems: [{ code: 'feed-failed', path: 'feeds.harbour.url', line: 2, column: 19 }],
    })
  })

  it('greets the mail server', async () => {
    const url = await serve('<rss version="2.0"><channel><title>x</title></channel></rss>')
    const config = configFor(url).replace('{ from', '{ smtp: "smtp://127.0.0.1:1", from')

    const { exitCode, stdout } = await check(config, '--online', '--json')

    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      problems: [{ code: 'mail-failed', path: 'mail.smtp', line: 7, hint: expect.any(String) }],
    })
  })
})
