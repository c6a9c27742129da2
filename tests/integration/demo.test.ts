import { mkdir, readdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { runCli } from '../../src/cli/run-cli.ts'
import { openTestIo } from '../cli/run-command-line.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'

type RunningDemo = {
  readonly mailbox: string
  readonly stdout: () => string
  readonly temporary: string
  readonly stop: () => Promise<number>
}

/** Two ministries publish it at once, and the e-mail has the headline of the one whose article is read first. */
const SUMMIT = '(?:Korea and Singapore set the course|Outcome of the state visit)'

async function startDemo(): Promise<RunningDemo> {
  const temporary = path.join(await temporaryFolder(), 'tmp')
  await mkdir(temporary)
  vi.stubEnv('TMPDIR', temporary)
  const { io, stdout, signal } = openTestIo()
  const ended = runCli(['demo'], io)
  const stop = async (): Promise<number> => {
    signal('SIGTERM')
    return await ended
  }
  onTestFinished(async () => {
    await stop()
    vi.unstubAllEnvs()
  })
  const [, mailbox = ''] = await vi.waitUntil(() => /^Mailbox: (\S+)$/m.exec(stdout()), 30_000)
  return { mailbox, stdout, temporary, stop }
}

it('the demo shows the alert of the summit on its mailbox page, once for each desk', async () => {
  const demo = await startDemo()
  await vi.waitUntil(() => /the same story:.*read {2}energy/s.test(demo.stdout()), 50_000)

  const page = await (await fetch(demo.mailbox)).text()

  const subjects = page.match(new RegExp(`<span class="subject">[^<]*${SUMMIT}`, 'g'))
  expect(subjects).toHaveLength(2)
  expect(page).not.toContain('Energy is part of the new partnership</span>')
  expect(demo.stdout().match(/e-mailed .*new partnership with Singapore/g)).toBeNull()
})

it('the e-mail about the summit says who else published the story', async () => {
  const demo = await startDemo()
  await vi.waitUntil(() => new RegExp(`e-mailed .*${SUMMIT}`).test(demo.stdout()), 40_000)
  const page = await (await fetch(demo.mailbox)).text()
  const [, address = ''] =
    new RegExp(`href="(/mail/[^"]+)">\\s*<span class="subject">[^<]*${SUMMIT}`).exec(page) ?? []

  const text = await (await fetch(new URL(`${address}/text`, demo.mailbox))).text()

  expect(text).toContain('Also published by')
})

it('the demo names its own option when its port is taken', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const { io, stderr } = openTestIo()

  const exitCode = await runCli(['demo', '--port', String(port)], io)

  expect(exitCode).toBe(1)
  expect(stderr()).toContain(`cannot listen on 127.0.0.1:${port} (--port): another program`)
})

it('the demo ends with exit code 0 at SIGTERM and leaves nothing behind', async () => {
  const demo = await startDemo()
  await vi.waitUntil(() => demo.stdout().includes('e-mailed'), 10_000)

  const exitCode = await demo.stop()

  expect(exitCode).toBe(0)
  expect(demo.stdout()).toMatch(/Stopped; nothing is left behind\.\n$/)
  expect(await readdir(demo.temporary)).toEqual([])
  await expect(fetch(demo.mailbox)).rejects.toThrow('fetch failed')
})
