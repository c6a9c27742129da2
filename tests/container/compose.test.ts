import path from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { createEngine } from '../support/container.ts'
import { isMissing } from '../support/needs.ts'

const FILE = path.resolve(import.meta.dirname, '../../deploy/compose.yaml')

describe.skipIf(isMissing(inject('engine'), 'the Compose file'))('compose.yaml', () => {
  const engine = createEngine()

  afterAll(async () => await engine.removeAll())

  test.each([
    ['the daemon alone', [], ['policywatch']],
    [
      'a trial and a mail catcher',
      ['--profile=try'],
      ['mailpit', 'policywatch', 'policywatch-try'],
    ],
  ])('is understood by the engine as %s', async (_, options, services) => {
    const argv = ['compose', `--file=${FILE}`, ...options, 'config', '--services']

    const answer = await engine.mustDocker(...argv)

    expect(answer.split('\n').sort()).toEqual(services)
  })

  test('limits the memory of the daemon and reads its root only', async () => {
    const answer = await engine.mustDocker('compose', `--file=${FILE}`, 'config', '--format=json')

    const { services } = JSON.parse(answer) as { services: { policywatch: unknown } } // of the engine
    expect(services.policywatch).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      mem_limit: `${384 * 1024 * 1024}`,
      stop_grace_period: '15s',
    })
  })
})
