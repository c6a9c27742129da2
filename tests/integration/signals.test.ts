import { writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { startDaemon } from '../support/daemon-in-process.ts'
import { rssOf } from '../support/feed-text.ts'
import { type PageServer, startPageServer } from '../support/page-server.ts'
import { MAIN, startPolicywatch, startProcess } from '../support/run-policywatch.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const FEED = rssOf('Harbour', [
  { guid: '1', title: 'Pier 4 opens', link: 'https://harbour.test/4', teaser: 'It is long.' },
])

type World = { readonly config: string; readonly pages: PageServer }

async function startWorld(): Promise<World> {
  const [pages, dir] = [await startPageServer(), makeTempDir()]
  pages.set('/feed.xml', { body: FEED })
  const config = path.join(dir, 'config.yaml')
  writeFileSync(
    config,
    `
feeds: { harbour: { url: "${pages.url}/feed.xml", allowPrivate: true, schedule: "0 0 1 1 *" } }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: alerts@example.org }
web: false
`,
  )
  return { config, pages }
}

/** Answers of the feed wait from now on, until they are let go. */
function holdFeed(pages: PageServer): { readonly release: () => void } {
  const waiting: ServerResponse[] = []
  const answer = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(FEED)
  }
  pages.set('/feed.xml', (response) => void waiting.push(response))
  return {
    release: (): void => {
      pages.set('/feed.xml', answer)
      for (const response of waiting.splice(0)) answer(response)
    },
  }
}

const countOf = (text: string, part: string): number => text.split(part).length - 1

/** The options of Node that make a process signal itself while it is still being loaded. */
function signalledAtLoad(signal: NodeJS.Signals): readonly string[] {
  const hook = `import { registerHooks } from 'node:module'
registerHooks({
  load(url, context, next) {
    if (url.endsWith('/cli/run-cli.ts')) process.kill(process.pid, '${signal}')
    return next(url, context)
  },
})`
  return ['--import', `data:text/javascript,${encodeURIComponent(hook)}`]
}

describe('while the program is still being loaded', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends the daemon with exit code 0', async (sent) => {
    const { config } = await startWorld()

    const daemon = startProcess([...signalledAtLoad(sent), MAIN, 'run', '--config', config])
    const { code, signal, stdout } = await daemon.finished

    expect([code, signal]).toEqual([0, null])
    expect(stdout).not.toContain('"ready"')
  })

  test.each([
    ['SIGHUP', /as it was/],
    ['SIGUSR2', /round done/],
  ] as const)('%s is kept until it can be heeded', async (sent, answer) => {
    const { config } = await startWorld()

    const daemon = startProcess([...signalledAtLoad(sent), MAIN, 'run', '--config', config])
    await daemon.untilLine(/"ready"/)

    await expect(daemon.untilLine(answer)).resolves.toMatch(answer)
  })
})

describe('SIGHUP', () => {
  test('does not end the daemon, which reads the configuration again', async () => {
    const { config } = await startWorld()
    const daemon = startPolicywatch(['run', '--config', config])
    await daemon.untilLine(/"ready"/)

    daemon.process.kill('SIGHUP')
    const line = await daemon.untilLine(/as it was/)
    daemon.process.kill('SIGTERM')
    const { code } = await daemon.finished

    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      msg: 'the configuration is as it was',
    })
    expect(code).toBe(0)
  })

  test('that comes at the very start is answered when the daemon is ready', async () => {
    const { config } = await startWorld()
    const daemon = startDaemon(config)

    daemon.signal('SIGHUP')

    await expect(daemon.until(/"ready".*as it was/s)).resolves.toBe(true)
  })
})

describe('SIGUSR2', () => {
  test('that comes before the daemon is ready makes a round once it is', async () => {
    const { config } = await startWorld()
    const daemon = startDaemon(config)

    daemon.signal('SIGUSR2')

    await expect(daemon.until(/"ready".*round done/s)).resolves.toBe(true)
  })

  test('that comes while the daemon stops changes nothing', async () => {
    const { config, pages } = await startWorld()
    const hold = holdFeed(pages)
    const daemon = startPolicywatch(['run', '--config', config])
    await daemon.untilLine(/"ready"/)
    await vi.waitUntil(() => pages.requests.length > 0, 10_000)
    daemon.process.kill('SIGTERM')
    await daemon.untilLine(/"stopping"/)

    daemon.process.kill('SIGUSR2')
    daemon.process.kill('SIGHUP')
    await daemon.untilLine(/next start/)
    hold.release()
    const { code, signal, stdout } = await daemon.finished

    expect([code, signal]).toEqual([0, null])
    expect(stdout).not.toContain('round done')
  })

  test('twice while feeds are polled for a first one makes one more round after it', async () => {
    const { config, pages } = await startWorld()
    const daemon = startDaemon(config)
    daemon.signal('SIGUSR2')
    await daemon.until(/round done/)
    const hold = holdFeed(pages)
    const polledBefore = pages.requests.length
    daemon.signal('SIGUSR2')
    await vi.waitUntil(() => pages.requests.length > polledBefore, 10_000)

    daemon.signal('SIGUSR2')
    daemon.signal('SIGUSR2')
    hold.release()
    await daemon.until(/(?:round done.*){3}/s)
    await daemon.stop()

    expect(countOf(daemon.stdout(), 'round done')).toBe(3)
    expect(pages.requests.length - polledBefore).toBe(2)
  })
})

test('no signal is listened to after the daemon has ended', async () => {
  const { config } = await startWorld()
  const daemon = startDaemon(config)
  await daemon.until(/"ready"/)
  const whileRunning = [daemon.isListening('SIGHUP'), daemon.isListening('SIGUSR2')]

  await daemon.stop()

  expect(whileRunning).toEqual([true, true])
  expect([daemon.isListening('SIGHUP'), daemon.isListening('SIGUSR2')]).toEqual([false, false])
})
