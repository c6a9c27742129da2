import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { vi } from 'vitest'
import { runCli } from '../../src/cli/run-cli.ts'
import { openTestIo } from '../cli/run-command-line.ts'

let printed: Promise<string> | null = null

/** What /metrics of a running daemon prints; one daemon for all tests of a process, as they only look at it. */
export async function readDaemonMetrics(): Promise<string> {
  printed ??= runDaemonOnce()
  return await printed
}

async function runDaemonOnce(): Promise<string> {
  const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-metrics-'))
  const config = path.join(dir, 'config.yaml')
  writeFileSync(config, 'feeds: {}\nweb: { listen: "127.0.0.1:0" }\n')
  const { io, stdout, signal } = openTestIo()
  const ended = runCli(['run', '--config', config], io)
  try {
    await vi.waitUntil(() => /"msg":"ready"/.test(stdout()), 20_000)
    const [, url = ''] = /"url":"([^"]+)"/.exec(stdout()) ?? []
    return await (await fetch(`${url}metrics`)).text()
  } finally {
    signal('SIGTERM')
    await ended
    rmSync(dir, { recursive: true, force: true })
  }
}
