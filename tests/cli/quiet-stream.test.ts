import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createProcessIo } from '../../src/cli/process-io.ts'
import { quietStream } from '../../src/cli/quiet-stream.ts'

const LINE = `${'x'.repeat(1023)}\n`

/** A stream whose reader sleeps until it is woken. */
function openSleeper(): { stream: Writable; taken: () => string; wake: () => Promise<void> } {
  const chunks: string[] = []
  let isAwake = false
  let goOn: (() => void) | null = null
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done): void {
      chunks.push(chunk)
      goOn = done
      if (isAwake) done()
    },
  })
  const wake = async (): Promise<void> => {
    isAwake = true
    goOn?.()
    await new Promise((resolve) => stream.write('', resolve))
  }
  return { stream, taken: () => chunks.join(''), wake }
}

test('what a reader does not take costs a megabyte at most', () => {
  const { stream } = openSleeper()
  const quiet = quietStream(stream)

  Array.from({ length: 5_000 }).forEach(() => void quiet.write(LINE))

  expect(stream.writableLength).toBeLessThan(1.1 * 1024 * 1024)
})

test('a reader who reads again is told how many lines are lost, once', async () => {
  const { stream, taken, wake } = openSleeper()
  const quiet = quietStream(stream)
  Array.from({ length: 2_000 }).forEach(() => void quiet.write(LINE))

  await wake()
  quiet.write('first\n')
  quiet.write('second\n')

  const [told = '', ...after] = taken()
    .split('\n')
    .filter((line) => !line.startsWith('xxx'))
  const kept = taken()
    .split('\n')
    .filter((line) => line.startsWith('xxx')).length
  expect(JSON.parse(told)).toMatchObject({ level: 'warn', lines: 2_000 - kept })
  expect(after).toEqual(['first', 'second', ''])
})

test('a stream that fails at each line ends nothing', async () => {
  const stdout = new Writable({
    autoDestroy: false,
    write: (_chunk, _encoding, done): void => done(new Error('ENOSPC')),
  })
  const parts = { stdout, stderr: stdout, stdin: process.stdin, env: {}, on: process.on }
  createProcessIo(
    { ...parts, removeListener: process.removeListener } as unknown as NodeJS.Process, // the streams alone matter
    { handOver: () => {} } as never,
  )
  const quiet = quietStream(stdout)

  quiet.write('one\n')
  await new Promise(setImmediate)
  quiet.write('two\n')
  await new Promise(setImmediate)

  expect(stdout.destroyed).toBe(false)
})

/** Standard output into a file as Node has it, which takes up writing again after each error; the file ends within a line. */
function openFullFile(): { stream: Writable; text: () => string; free: () => void } {
  const chunks = ['{"msg":"cut o']
  let isFull = true
  const stream = {
    errored: null,
    destroyed: false,
    writableLength: 0,
    write: (text: string, done: (error: Error | null) => void): void => {
      if (!isFull) chunks.push(text)
      done(isFull ? new Error('ENOSPC') : null)
    },
  }
  const free = (): void => {
    isFull = false
  }
  return { stream: stream as unknown as Writable, text: () => chunks.join(''), free } // no more of it is used
}

test('after a full disk lines begin anew behind one that was cut off, and tell how many are missing', () => {
  const { stream, text, free } = openFullFile()
  const quiet = quietStream(stream)
  quiet.write('one\n')
  quiet.write('two\n')

  free()
  quiet.write('three\n')
  quiet.write('four\n')

  const [cut, told = '', ...after] = text().split('\n')
  expect(cut).toBe('{"msg":"cut o')
  expect(JSON.parse(told)).toMatchObject({ level: 'warn', lines: 2 })
  expect(after).toEqual(['three', 'four', ''])
})
