import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parseConfig } from '../../src/config/parse-config.ts'
import type { TextFile } from '../../src/config/read-text-file.ts'
import { isMissing, needProgram } from '../support/needs.ts'
import { at, DEPLOY, type Deployment, readKubernetes } from './read-deployment.ts'

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['config/config.yaml', readFileSync(path.join(DEPLOY, 'config/config.yaml'), 'utf8')],
  ['try/config.yaml', readFileSync(path.join(DEPLOY, 'try/config.yaml'), 'utf8')],
  [
    'kubernetes/policywatch.yaml',
    String((at(readKubernetes(), 'ConfigMap.data') as Deployment)['config.yaml']),
  ],
]

test.each(EXAMPLES)('the configuration of %s is accepted without a warning', async (file, text) => {
  const readText = async (): Promise<TextFile> => ({ kind: 'read', text: 'secret' })

  const result = await parseConfig({ text, file, path: path.join(DEPLOY, file), env: {}, readText })

  expect(result).toMatchObject({ kind: 'loaded', warnings: [] })
})

test('the secrets that the Kubernetes configuration asks for are in its Secret', () => {
  const kubernetes = readKubernetes()

  const names = Object.keys(at(kubernetes, 'Secret.stringData') as object) // of our own file
  const asked = JSON.stringify(at(kubernetes, 'ConfigMap')).matchAll(/\/run\/secrets\/([\w-]+)/g)
  expect([...asked].map(([, name]) => name).sort()).toEqual(names.sort())
})

const systemd = needProgram('systemd-analyze')

test.skipIf(isMissing(systemd, 'the systemd unit'))(
  'systemd finds nothing wrong with the unit',
  () => {
    const unit = readFileSync(path.join(DEPLOY, 'systemd/policywatch.service'), 'utf8')
    const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-unit-'))
    onTestFinished(() => rmSync(dir, { recursive: true }))
    const file = path.join(dir, 'policywatch.service')
    // what is not installed here is not what is to be verified
    writeFileSync(file, unit.replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`))

    const { status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' })

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  },
)
