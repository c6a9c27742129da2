import { EventEmitter } from 'node:events'
import { Readable, Writable } from 'node:stream'
import { expect, it } from 'vitest'
import type { CliIo } from '../../src/cli/cli-io.ts'
import { catchEarlySignals } from '../../src/cli/early-signals.ts'
import { createProcessIo } from '../../src/cli/process-io.ts'

/** A process whose stdout fails as it is told. */
function openProcess(): { readonly stdout: Writable; readonly open: () => CliIo } {
  const stdout = new Writable({ autoDestroy: false })
  const parts = { argv: [], stdout, stderr: new Writable(), stdin: Readable.from([]), env: {} }
  const process = Object.assign(new EventEmitter(), parts) as unknown as NodeJS.Process
  return { stdout, open: () => createProcessIo(process, catchEarlySignals(process)) }
}

const failure = (code: string): Error => Object.assign(new Error(`write ${code}`), { code })

it.each(['EPIPE', 'EIO', 'ENOSPC'])('a process lives on when its output is lost (%s)', (code) => {
  const { stdout, open } = openProcess()
  open()

  expect(() => stdout.emit('error', failure(code))).not.toThrow()
})

it('a process remembers the first reason why its output was lost', () => {
  const { stdout, open } = openProcess()
  const io = open()
  stdout.emit('error', failure('ENOSPC'))
  stdout.emit('error', failure('EPIPE'))

  expect(io.outputError()?.message).toBe('write ENOSPC')
})
