/**
 * Servers and name servers that try to harm whoever fetches from them. Each row of the tables is carried out against a whole
 * fetcher and says what stopped it. Only loopback is ever connected to; what the guard of addresses sees is made up.
 */
import { describe, expect, onTestFinished, test } from 'vitest'
import { ReadingPool } from '../../../src/parse/reading-pool.ts'
import { answering, OK } from './attack.ts'
import { ATTACKS_ON_ADDRESSES, lyingLookup } from './attacks-on-addresses.ts'
import { ATTACKS_ON_READING } from './attacks-on-reading.ts'
import { ATTACKS_ON_WAITING } from './attacks-on-waiting.ts'
import { HOSTILE_DOCUMENTS } from './hostile-documents.ts'
import { makeFetcher, never, requestFor, startServer } from './odd-servers.ts'

/** Sizes so small that an attack meets them at once. */
const TIGHT = {
  maxHeaderBytes: 2_048,
  maxCompressedBytes: 4_000,
  maxDecodedBytes: 10_000,
  maxWireBytes: 1_000_000,
}

const FEED = { contentType: 'application/rss+xml', timezone: 'UTC', now: null }

test.each([...ATTACKS_ON_ADDRESSES, ...ATTACKS_ON_WAITING, ...ATTACKS_ON_READING])(
  '$name: stopped as $reason, “$sentence”',
  { timeout: 20_000 },
  async ({ set, waits, reason, sentence }) => {
    const { url, fetcher: options, request } = await set()
    const fetcher = makeFetcher({ limits: { ...TIGHT, ...waits }, ...options })

    const result = await fetcher.fetch(requestFor(url, request), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason,
      message: expect.stringContaining(sentence),
    })
  },
)

test('a server that is refused for its address gets not one byte', async () => {
  const server = await startServer((_request, response) => response.end('secret'))
  const fetcher = makeFetcher({ lookup: lyingLookup })
  const url = `http://ministry.example:${server.port}/rss`

  await fetcher.fetch(requestFor(url, { addresses: 'public' }), never)

  expect(server.seen).toEqual([])
})

test.each([
  ['a length that is too short', `${OK}Content-Length: 5\r\n\r\n<rss>and more`],
  [
    'an answer behind the answer',
    `${OK}Content-Length: 5\r\n\r\n<rss>${OK}Content-Length: 1\r\n\r\nx`,
  ],
  [
    'more behind the last chunk',
    `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n0\r\n\r\nmore`,
  ],
])('%s: what was announced is taken, and no more', async (_name, bytes) => {
  const { url } = await answering(bytes)()
  const fetcher = makeFetcher({ limits: TIGHT })

  const result = await fetcher.fetch(requestFor(url), never)

  expect(result).toMatchObject({ kind: 'fetched', body: Buffer.from('<rss>') })
})

describe('a hostile document', () => {
  test.each(HOSTILE_DOCUMENTS)(
    '$name is read or named malformed, and nothing of it has grown',
    { timeout: 20_000 },
    async ({ make }) => {
      const document = make()
      const server = await startServer((_request, response) => response.end(document))
      const [fetcher, pool] = [makeFetcher(), new ReadingPool()]
      onTestFinished(() => pool.close())

      const result = await fetcher.fetch(requestFor(server.origin), never)
      const bytes = (result as { readonly body: Uint8Array }).body
      const reading = await pool.readFeed({ ...FEED, bytes, url: server.origin }, never)

      expect(['parsed', 'malformed']).toContain(reading.kind)
      expect(JSON.stringify(reading).length).toBeLessThan(2 * document.length + 1_000)
    },
  )
})
