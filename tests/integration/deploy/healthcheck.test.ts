import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const script = path.resolve(import.meta.dirname, '../../../deploy/healthcheck.ts')

test('is content when the daemon answers where web.listen says', async () => {
  const port = await serve(200)

  expect(await check(`web:\n  listen: 127.0.0.1:${port}\n`)).toBe(0)
})

test('asks on loopback when the daemon listens on every address', async () => {
  const port = await serve(200)

  expect(await check(`web:\n  listen: 0.0.0.0:${port}\n`)).toBe(0)
})

test('takes environment variables in the address', async () => {
  const port = await serve(200)

  expect(await check(`web:\n  listen: 127.0.0.1:$\{PW_PORT}\n`, { PW_PORT: `${port}` })).toBe(0)
})

test('complains when the daemon answers with an error', async () => {
  const port = await serve(503)

  expect(await check(`web:\n  listen: 127.0.0.1:${port}\n`)).toBe(1)
})

test('complains when nobody listens', async () => {
  expect(await check('web:\n  listen: 127.0.0.1:1\n')).toBe(1)
})

test('is content without web pages, for there is nobody to ask', async () => {
  expect(await check('web: false\n')).toBe(0)
})

/** Exit code of the health check beside a config.yaml. */
async function check(yaml: string, env: Readonly<Record<string, string>> = {}): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'policywatch-health-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'config.yaml')
  writeFileSync(file, yaml)
  return await new Promise((resolve) => {
    const child = execFile(process.execPath, [script], {
      env: { ...process.env, ...env, POLICYWATCH_CONFIG: file },
    })
    child.on('exit', (code) => resolve(code ?? -1))
  })
}

/** A server that knows /healthz alone; gives its port. */
async function serve(status: number): Promise<number> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/healthz' ? status : 404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port // it listens on a port, not on a pipe
}
