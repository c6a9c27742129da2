/** Bodies with a Content-Encoding: honest ones, broken ones and bombs. */
import {
  brotliCompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { makeFetcher, never, requestFor, startServer } from './odd-servers.ts'

const FEED = '<rss version="2.0"><channel><title>보도자료</title></channel></rss>'

describe('a packed body', () => {
  test.each([
    ['gzip', 'gzip', gzipSync(FEED)],
    ['x-gzip in capitals', 'X-GZIP', gzipSync(FEED)],
    ['deflate with its wrapper', 'deflate', deflateSync(FEED)],
    ['deflate without its wrapper', 'deflate', deflateRawSync(FEED)],
    ['brotli', 'br', brotliCompressSync(FEED)],
    ['zstd', 'zstd', zstdCompressSync(FEED)],
    ['gzip in gzip', 'gzip, gzip', gzipSync(gzipSync(FEED))],
    ['a charset where the coding belongs', 'UTF-8', Buffer.from(FEED)],
    ['the name of no coding', 'identity', Buffer.from(FEED)],
  ])('is unpacked: %s', async (_what, coding, body) => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(body)
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({ kind: 'fetched', body: Buffer.from(FEED) })
  })

  test('of nothing at all is nothing', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end()
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({ kind: 'fetched', body: Buffer.from('') })
  })

  const bomb = Buffer.alloc(64 * 1024 * 1024)
  test.each([
    ['gzip', gzipSync(bomb)],
    ['deflate', deflateSync(bomb)],
    ['br', brotliCompressSync(bomb, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })],
    ['zstd', zstdCompressSync(bomb)],
    ['gzip, gzip', gzipSync(gzipSync(bomb))],
  ])('that is a bomb is stopped: %s', async (coding, body) => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(body)
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'too-large',
      message: expect.stringContaining('unpacks to more than 16 MiB'),
    })
  })

  test.each([
    ['is not packed at all', 'gzip', Buffer.from(FEED)],
    ['is cut short', 'gzip', gzipSync(FEED).subarray(0, 30)],
    ['is packed otherwise', 'br', gzipSync(FEED)],
    ['has a coding that nobody knows', 'x-secret', Buffer.from(FEED)],
    ['is packed three times over', 'gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(FEED)))],
  ])('fails when it %s', async (_what, coding, body) => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(body)
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({ kind: 'failed', reason: 'bad-encoding' })
  })

  test('is refused when more is packed than we take', async () => {
    const server = await startServer((_request, response) => {
      response
        .writeHead(200, { 'content-encoding': 'gzip', 'content-length': 4_001 })
        .flushHeaders()
    })
    const fetcher = makeFetcher({ limits: { maxCompressedBytes: 4_000 } })

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({ kind: 'failed', reason: 'too-large' })
  })

  test('may be smaller by the wish of a request', async () => {
    const server = await startServer((_request, response) => {
      response.end('x'.repeat(101))
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin, { maxBodyBytes: 100 }), never)

    expect(result).toMatchObject({ kind: 'failed', reason: 'too-large' })
  })
})
