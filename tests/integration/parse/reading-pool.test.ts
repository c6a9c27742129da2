import { setImmediate } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { FeedReading, Stopped } from '../../../src/parse/reading-job.ts'
import { ReadingPool } from '../../../src/parse/reading-pool.ts'

/** What the threads of these pools do stands in the address of each document; see tests/support/odd-reader.ts. */
const workerFile = new URL('../../support/odd-reader.ts', import.meta.url)

type Outcome = FeedReading | Stopped
type OddPool = {
  readonly pool: ReadingPool
  readonly read: (behaviour: string, signal?: AbortSignal) => Promise<Outcome>
}

const never = new AbortController().signal

function openPool(options: ConstructorParameters<typeof ReadingPool>[0] = {}): OddPool {
  const pool = new ReadingPool({ workerFile, threadCount: 1, ...options })
  onTestFinished(async () => await pool.close())
  return {
    pool,
    read: async (behaviour, signal = never) =>
      await pool.readFeed(
        {
          bytes: Buffer.from('<rss/>'),
          contentType: null,
          url: `https://odd.test/${behaviour}`,
          timezone: 'UTC',
          now: null,
        },
        signal,
      ),
  }
}

const anyThread = { kind: 'not-a-feed', what: expect.stringMatching(/^read by thread \d+$/) }
const stopped = { kind: 'stopped' }

describe('a document that is too much for its reader', () => {
  test.each([
    ['loops for ever', 'loop', { timeoutMs: 4_000 }, 'reading it took more than 4 s'],
    ['fills the heap', 'objects', { memoryMb: 32 }, 'reading it needs more than 32 MB of memory'],
    ['fills buffers', 'buffers', { memoryMb: 64 }, 'reading it needs more than 64 MB of memory'],
    ['breaks it', 'crash', {}, 'its reader broke down: a fault in the reader'],
    ['ends it', 'exit', {}, 'its reader ended without a word'],
  ])('which %s is unreadable, and the next one is read', async (_, behaviour, limits, message) => {
    const { read } = openPool(limits)

    const [first, second] = await Promise.all([read(behaviour), read('fine')])

    expect(first).toEqual({ kind: 'malformed', message })
    expect(second).toEqual(anyThread)
  })

  test('costs no other document that is being read', async () => {
    const { read } = openPool({ threadCount: 2, timeoutMs: 4_000 })

    const outcomes = await Promise.all([read('loop'), read('fine'), read('crash'), read('fine')])

    expect(outcomes.map(({ kind }) => kind)).toEqual([
      'malformed',
      'not-a-feed',
      'malformed',
      'not-a-feed',
    ])
  })

  test('is an article that cannot be had, where it is one', async () => {
    const { pool } = openPool()
    const expectation = { title: 'Reactors', teaser: null }
    const url = 'https://odd.test/crash'

    const reading = await pool.readArticle(
      { bytes: Buffer.from('<html>'), contentType: null, url, expectation },
      never,
    )

    expect(reading).toEqual({
      kind: 'no-article',
      reason: 'its reader broke down: a fault in the reader',
    })
  })
})

describe('threads', () => {
  test('are used again', async () => {
    const { read } = openPool()

    const first = await read('fine')

    expect(first).toEqual(anyThread)
    expect(await read('fine')).toEqual(first)
  })

  test('are ended when there is nothing to read, and others come when there is', async () => {
    const { read } = openPool({ idleMs: 0 })

    const first = await read('fine')

    await vi.waitFor(async () => expect(await read('fine')).not.toEqual(first))
  })

  test('are as many as they may be, and no more', async () => {
    const { read } = openPool({ threadCount: 2 })

    const outcomes = await Promise.all(Array.from({ length: 12 }, async () => await read('fine')))

    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(2)
  })
})

describe('the bytes of a document', () => {
  test.each([
    ['all of a buffer', new Uint8Array(100_000)],
    ['a part of one', new Uint8Array(100_000).subarray(10, 30)],
    ['none', new Uint8Array(0)],
  ])('are still there when it is read: %s', async (_, bytes) => {
    const { pool } = openPool()
    const length = bytes.byteLength
    const url = 'https://odd.test/length'

    const reading = await pool.readFeed(
      { bytes, contentType: null, url, timezone: 'UTC', now: null },
      never,
    )

    expect(reading).toEqual({ kind: 'not-a-feed', what: String(length) })
    expect(bytes.byteLength).toBe(length)
  })
})

describe('stopping', () => {
  test('ends what is being read and what waits when the pool is closed', async () => {
    const { pool, read } = openPool()
    const outcomes = Promise.all([read('loop'), read('fine'), read('fine')])

    await pool.close()

    expect(await outcomes).toEqual([stopped, stopped, stopped])
    expect(await read('fine')).toEqual(stopped)
  })

  test('ends a document that is being read when its signal is aborted, and no other', async () => {
    const { read } = openPool()
    const stop = new AbortController()
    const outcomes = Promise.all([read('loop', stop.signal), read('fine')])

    stop.abort()

    expect(await outcomes).toEqual([stopped, anyThread])
  })

  test('takes a document out of the line when its signal is aborted', async () => {
    const { read } = openPool()
    const stop = new AbortController()
    const outcomes = Promise.all([read('fine'), read('crash', stop.signal), read('fine')])

    stop.abort()

    expect(await outcomes).toEqual([anyThread, stopped, anyThread])
  })

  test('leaves a thread alone that is ending, also when its next document is given up', async () => {
    const { read } = openPool()
    const [first, second] = [new AbortController(), new AbortController()]
    const outcomes = Promise.all([
      read('loop', first.signal),
      read('fine', second.signal),
      read('fine'),
    ])
    await setImmediate() // the first two are with the thread

    first.abort()
    second.abort()

    expect(await outcomes).toEqual([stopped, stopped, anyThread])
  })

  test('leaves a document alone whose signal was aborted before', async () => {
    const { read } = openPool()

    expect(await read('crash', AbortSignal.abort())).toEqual(stopped)
  })
})
