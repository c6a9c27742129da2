/** A visit that is stopped, and a fetcher that is closed, leave nothing behind. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { makeFetcher, never, requestFor, startRawServer, startServer } from './odd-servers.ts'

describe('stopping', () => {
  test('ends a visit while it waits for the answer', async () => {
    const stop = new AbortController()
    const server = await startServer(() => stop.abort())
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), stop.signal)

    expect(result).toMatchObject({ kind: 'failed', reason: 'aborted' })
  })

  test('ends a visit in the middle of a body without length', async () => {
    const stop = new AbortController()
    const server = await startRawServer('HTTP/1.1 200 OK\r\n\r\n<rss>', () => {
      setTimeout(() => stop.abort(), 50)
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), stop.signal)

    expect(result).toMatchObject({ kind: 'failed', reason: 'aborted' })
  })

  test('ends a visit that waits in line', async () => {
    const stop = new AbortController()
    const server = await startServer(() => stop.abort())
    const fetcher = makeFetcher({ perHost: 1 })
    const first = fetcher.fetch(requestFor(`${server.origin}/first`), never)

    const waiting = await fetcher.fetch(requestFor(`${server.origin}/second`), stop.signal)

    await fetcher.close()
    expect(waiting).toMatchObject({ kind: 'failed', reason: 'aborted' })
    expect(await first).toMatchObject({ kind: 'failed', reason: 'aborted' })
    expect(server.seen.map(({ path }) => path)).toEqual(['/first'])
  })

  test('beforehand sends nothing', async () => {
    const server = await startServer((_request, response) => response.end())
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), AbortSignal.abort())

    expect(result).toMatchObject({ kind: 'failed', reason: 'aborted' })
    expect(server.seen).toEqual([])
  })

  test('warns of nothing when hundreds of visits share a signal', async () => {
    const warnings: Error[] = []
    const note = (warning: Error): void => void warnings.push(warning)
    process.on('warning', note)
    onTestFinished(() => void process.off('warning', note))
    const server = await startServer((_request, response) => response.end())
    const fetcher = makeFetcher({ perHost: 20 })
    const { signal } = new AbortController()
    const visits = Array.from({ length: 200 }, () =>
      fetcher.fetch(requestFor(server.origin), signal),
    )

    await Promise.all(visits)

    await sleep(10)
    expect(warnings).toEqual([])
  })
})

describe('closing the fetcher', () => {
  test('ends every visit in hand and leaves no connection', async () => {
    const server = await startServer(() => undefined)
    const fetcher = makeFetcher({ perHost: 2 })
    const visits = ['/1', '/2', '/3'].map((path) =>
      fetcher.fetch(requestFor(server.origin + path), never),
    )
    await expect.poll(() => server.seen.length).toBe(2)

    await fetcher.close()

    const results = await Promise.all(visits)
    expect(results.map((result) => 'reason' in result && result.reason)).toEqual(
      Array(3).fill('aborted'),
    )
    await expect.poll(() => server.openSockets.size).toBe(0)
  })

  test('refuses later visits', async () => {
    const fetcher = makeFetcher()
    await fetcher.close()

    const result = await fetcher.fetch(requestFor('http://a.example/'), never)

    expect(result).toMatchObject({ kind: 'failed', reason: 'aborted' })
  })

  test('is not needed for connections of visits that are over', async () => {
    const server = await startServer((_request, response) => response.end('<rss/>'))
    const fetcher = makeFetcher()

    await fetcher.fetch(requestFor(server.origin), never)

    await expect.poll(() => server.openSockets.size, { timeout: 10_000 }).toBe(0)
  })
})

test('a fetcher that is closed asks nothing once more over another connection', async () => {
  const asked = Promise.withResolvers<void>()
  const server = await startServer(({ path }, response) => {
    if (path === '/first') response.end('<rss/>')
    else asked.resolve()
  })
  const fetcher = makeFetcher()
  await fetcher.fetch(requestFor(`${server.origin}/first`), never)
  const second = fetcher.fetch(requestFor(`${server.origin}/second`), never)

  await asked.promise
  await fetcher.close()

  expect(await second).toMatchObject({ kind: 'failed', reason: 'aborted' })
  expect(server.seen).toHaveLength(2)
})
