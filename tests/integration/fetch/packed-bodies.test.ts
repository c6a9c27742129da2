/** Honest bodies with a Content-Encoding; for others see hostile-servers.test.ts. */
import {
  brotliCompressSync,
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

  test('may be smaller by the wish of a request', async () => {
    const server = await startServer((_request, response) => {
      response.end('x'.repeat(101))
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin, { maxBodyBytes: 100 }), never)

    expect(result).toMatchObject({ kind: 'failed', reason: 'too-large' })
  })
})
