import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { runCommandLine } from '../cli/run-command-line.ts'
import { temporaryFolder } from '../cli/temporary-folder.ts'

const MAIN = path.resolve(import.meta.dirname, '../../src/main.ts')

const CONFIG = `feeds: { harbour: { url: "http://127.0.0.1:9/feed", allowPrivate: true } }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: alerts@example.org }
web: { listen: "127.0.0.1:0" }
`

it('a process ends with the exit code of its command', async () => {
  const child = spawn(process.execPath, [MAIN, 'chekc'], { stdio: 'ignore' })

  const [code] = await once(child, 'exit')

  expect(code).toBe(2)
})

it('a reader that goes away early is no error', async () => {
  const run = promisify(execFile)
  const command = `set -o pipefail; '${process.execPath}' '${MAIN}' schema | head -c 10; echo " exit \${PIPESTATUS[0]}"`

  const { stdout, stderr } = await run('bash', ['-c', command])

  expect(stdout).toMatch(/ exit 0\n$/)
  expect(stderr).toBe('')
})

it('a reader that goes away early does not change what the command came to', async () => {
  const run = promisify(execFile)
  const folder = await temporaryFolder({ 'config.yaml': `${CONFIG}timezoen: UTC\n` })
  const check = `'${process.execPath}' '${MAIN}' check --config '${folder}/config.yaml'`

  const { stdout, stderr } = await run('bash', ['-c', `${check} | true; echo "\${PIPESTATUS[0]}"`])

  expect([stdout, stderr]).toEqual(['3\n', ''])
})

it.skipIf(!existsSync('/dev/full'))(
  'an answer that cannot be written is a failure, told in a line',
  async () => {
    const run = promisify(execFile)
    const command = `'${process.execPath}' '${MAIN}' schema > /dev/full; echo "exit $?"`

    const { stdout, stderr } = await run('bash', ['-c', command])

    expect(stdout).toBe('exit 1\n')
    expect(stderr).toMatch(/^policywatch: the answer could not be written: ENOSPC.*\n$/)
  },
)

it('run says in a line that its port is taken', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const folder = await temporaryFolder({ 'config.yaml': CONFIG.replace(':0', `:${port}`) })

  const { exitCode, stderr } = await runCommandLine([
    'run',
    '--config',
    path.join(folder, 'config.yaml'),
  ])

  expect(exitCode).toBe(1)
  expect(stderr).toContain(
    `cannot listen on 127.0.0.1:${port} (web.listen): another program has this port`,
  )
  expect(stderr).not.toContain('    at ')
})

it('run says ready in its log, serves pages, and exits 0 at SIGTERM', async () => {
  const folder = await temporaryFolder({ 'config.yaml': CONFIG })
  const child = spawn(process.execPath, [MAIN, 'run', '--config', path.join(folder, 'config.yaml')])
  const lines: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(text))
  const isReady = new Promise<void>((resolve) => {
    child.stdout.on('data', () => lines.join('').includes('"ready"') && resolve())
  })
  await isReady
  const [, url = ''] = /"url":"([^"]+)"/.exec(lines.join('')) ?? []

  const health = await fetch(`${url}healthz`)
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')

  expect(health.status).toBe(200)
  expect(code).toBe(0)
  expect(
    lines
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).msg),
  ).toContain('stopped')
})
