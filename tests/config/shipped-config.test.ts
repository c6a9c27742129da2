import path from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load-config.ts'
import { printResult } from './parse-case.ts'

const file = path.resolve(import.meta.dirname, '../../config.yaml')

test('the config.yaml that comes with Policywatch loads without a warning', async () => {
  expect(printResult(await loadConfig({ file, env: {} }))).toBe('loaded\n\n')
})

test('it needs no account: messages become files, and the pages are for this machine alone', async () => {
  const result = await loadConfig({ file, env: {} })

  expect(result).toMatchObject({
    settings: { mail: { smtp: null }, web: { listen: { host: '127.0.0.1', port: 8700 } } },
  })
})

test('each of its rules carries examples of both kinds, and all pass', async () => {
  const { examples } = await loadConfig({ file, env: {} })

  expect(examples.failed).toBe(0)
  expect(examples.passed).toBeGreaterThanOrEqual(7)
})
