import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createConfigLoader } from '../../src/config/config-loader.ts'
import type { LoadResult } from '../../src/config/parse-config.ts'
import { makeTempDir } from '../support/temp-dir.ts'

type World = {
  readonly load: () => Promise<LoadResult>
  readonly config: string
  readonly secret: string
}

function makeWorld(): World {
  const folder = makeTempDir()
  const [config, secret] = [path.join(folder, 'config.yaml'), path.join(folder, 'address')]
  writeFileSync(secret, 'https://harbour.example/feed.xml')
  writeFileSync(config, `feeds: { harbour: { url: "\${file:address}" } }`)
  return { load: createConfigLoader({ file: config, env: {} }), config, secret }
}

test('files that say what they said are not taken apart again, though they were touched', async () => {
  const { load, config } = makeWorld()

  const first = await load()
  utimesSync(config, 1_000, 1_000)

  expect(first.kind).toBe('loaded')
  expect(await load()).toBe(first)
})

test('a change of the configuration is read, and so is the way back', async () => {
  const { load, config } = makeWorld()

  await load()
  writeFileSync(config, 'feeds: 7')
  const refused = await load()
  writeFileSync(config, 'feeds: {}')
  const mended = await load()

  expect([refused.kind, mended.kind]).toEqual(['refused', 'loaded'])
})

test('a change of a file that the configuration takes in is read', async () => {
  const { load, secret } = makeWorld()

  const first = await load()
  writeFileSync(secret, 'https://pier.example/feed.xml')
  const second = await load()
  rmSync(secret)
  const third = await load()

  expect(second).not.toBe(first)
  expect([second.kind, third.kind]).toEqual(['loaded', 'refused'])
})
