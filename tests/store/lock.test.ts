import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { describeHolder, lockDataDir } from '../../src/store/lock.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const LOCK_FILE = new URL('../../src/store/lock.ts', import.meta.url).href
const HOLD = `
  const { lockDataDir } = await import(${JSON.stringify(LOCK_FILE)})
  console.log(lockDataDir(process.argv[1], 'run').kind)
  setInterval(() => {}, 1000)
`

test('a second process finds the data taken and is told by whom', async () => {
  const dir = makeTempDir()
  const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLD, dir])
  await once(holder.stdout, 'data')

  const second = lockDataDir(dir, 'poll')

  holder.kill('SIGKILL')
  expect(second).toMatchObject({ kind: 'taken', by: { pid: holder.pid, command: 'run' } })
})

test('the lock is free as soon as its holder was killed', async () => {
  const dir = makeTempDir()
  const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLD, dir])
  await once(holder.stdout, 'data')
  holder.kill('SIGKILL')
  await once(holder, 'exit')

  const next = lockDataDir(dir, 'poll')

  expect(next.kind).toBe('held')
})

test.skipIf(process.getuid?.() !== 0)(
  'a lock that root makes is for the owner of the folder',
  () => {
    const dir = makeTempDir()
    chownSync(dir, 65_534, 65_534)

    const made = lockDataDir(dir, 'restore')

    const owners = readdirSync(dir).map((name) => statSync(path.join(dir, name)).uid)
    expect(made.kind).toBe('held')
    expect(owners).toEqual([65_534, 65_534])
  },
)

test('a holder is described as a person would say it', () => {
  expect(describeHolder(null)).toBe('another policywatch')
})
