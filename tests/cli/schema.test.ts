import { expect, it } from 'vitest'
import { runCommandLine } from './run-command-line.ts'

it('schema prints a JSON Schema that knows the parts of config.yaml', async () => {
  const { exitCode, stdout } = await runCommandLine(['schema'])

  expect(exitCode).toBe(0)
  expect(Object.keys(JSON.parse(stdout).properties)).toEqual(
    expect.arrayContaining(['feeds', 'rules', 'subscriptions', 'mail', 'web']),
  )
})
