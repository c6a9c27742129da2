import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { loadConfig } from '../../src/config/load-config.ts'
import type { LoadResult } from '../../src/config/parse-config.ts'
import { ConfigReload, type LoadedConfig } from '../../src/daemon/config-reload.ts'
import { createLog } from '../../src/observe/log.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { loadSettings, openTestApp } from '../support/test-app.ts'

const FEEDS = 'feeds: { trade: { url: "https://trade.test/feed.xml" } }'

type World = { readonly reload: ConfigReload; readonly said: readonly string[] }

/** A reload that reads by `load`, and what it says. */
async function openReload(load: (inForce: LoadedConfig) => Promise<LoadResult>): Promise<World> {
  const file = path.join(makeTempDir(), 'config.yaml')
  writeFileSync(file, FEEDS)
  const inForce = await loadConfig({ file, env: {} })
  if (inForce.kind === 'refused') throw new Error('the configuration of the test is sound')
  const said: string[] = []
  const stream = { write: (line: string): number => said.push(String(JSON.parse(line).msg)) }
  const log = createLog({ level: 'info', stream, secrets: [] })
  const app = await openTestApp(await loadSettings(makeTempDir(), FEEDS))
  const reload = new ConfigReload(inForce, {
    deps: { ...app.deps, log },
    load: async (): Promise<LoadResult> => await load(inForce),
    apply: async (): Promise<null> => null,
    onNotice: (): void => {},
  })
  onTestFinished(async () => await reload.stop())
  return { reload, said }
}

async function reloadTimes(reload: ConfigReload, count: number): Promise<void> {
  for (let done = 0; done < count; done++) await reload.reload()
}

test('calls to reload that come while one waits are the same wish', async () => {
  let loads = 0
  const { reload } = await openReload(async (inForce) => {
    loads += 1
    return inForce
  })

  await Promise.all(Array.from({ length: 100 }, async () => await reload.reload()))

  expect(loads).toBe(1)
})

test('a trouble that lasts is logged ever more rarely, and its end once', async () => {
  let isBroken = true
  const { reload, said } = await openReload(async (inForce) => {
    if (isBroken) throw new Error('no memory')
    return inForce
  })

  await reloadTimes(reload, 9)
  isBroken = false
  await reload.reload()

  expect(said).toEqual([
    ...Array.from({ length: 4 }, () => 'a change of the configuration could not be taken up yet'),
    'the configuration is as it was',
    'changes of the configuration are taken up again',
  ])
})

test('a refusal that brings a file to look at is told once', async () => {
  let loads = 0
  const { reload, said } = await openReload(async ({ sources }) => {
    loads += 1
    const refused = { kind: 'refused', examples: { passed: 0, failed: 0 }, secrets: [] } as const
    return { ...refused, diagnostics: [], sources: [...sources, '/nowhere/secret'] }
  })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())

  reload.start()
  await vi.waitUntil(() => lookUntil(loads >= 6), { timeout: 10_000, interval: 5 })
  await reload.stop()

  expect(said).toEqual(['the changed configuration is refused; the one before stays in force'])
})

function lookUntil(isDone: boolean): boolean {
  vi.advanceTimersByTime(300)
  return isDone
}
