/** What keeps a visit on the public internet. Nothing outside of loopback is ever connected to. */
import { type LookupFunction, Socket } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { lookupOf, makeFetcher, never, requestFor, startServer } from './odd-servers.ts'

describe('a feed that may visit public addresses alone', () => {
  test.each([
    ['http://127.0.0.1:1/rss', '127.0.0.1'],
    ['http://2130706433:1/rss', '127.0.0.1'],
    ['http://0x7f.1:1/rss', '127.0.0.1'],
    ['http://127.0.0.1.:1/rss', '127.0.0.1'],
    ['http://0.0.0.0:1/rss', '0.0.0.0'],
    ['http://169.254.169.254/latest/meta-data/', '169.254.169.254'],
    ['http://[::1]:1/rss', '::1'],
    ['http://[::ffff:10.0.0.1]/rss', '::ffff:a00:1'],
    ['http://[64:ff9b::10.0.0.1]/rss', '64:ff9b::a00:1'],
  ])('does not visit the address in %s', async (url, address) => {
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(url, { addresses: 'public' }), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'blocked-address',
      message: expect.stringContaining(`: ${address} is not a public address`),
    })
  })

  test('names the host, its address and the remedy', async () => {
    const fetcher = makeFetcher({ lookup: lookupOf('10.1.2.3') })
    const request = requestFor('https://intranet.example/rss?key=1', { addresses: 'public' })

    const result = await fetcher.fetch(request, never)

    expect(result).toEqual({
      kind: 'failed',
      reason: 'blocked-address',
      status: null,
      message:
        'https://intranet.example/rss: intranet.example is at 10.1.2.3, not a public address; if that is meant, set `allowPrivate: true` for this feed',
    })
  })

  test.each([
    ['private among public', ['203.0.112.1', '192.168.0.1']],
    ['loopback of IPv6', ['::1']],
    ['IPv4 in IPv6', ['::ffff:127.0.0.1']],
    ['link-local with a zone', ['fe80::1%eth0']],
    ['no address at all', ['not-an-address']],
  ])('does not visit a name that stands for %s', async (_what, addresses) => {
    const fetcher = makeFetcher({ lookup: lookupOf(...addresses) })
    const request = requestFor('http://ministry.example/rss', { addresses: 'public' })

    const result = await fetcher.fetch(request, never)

    expect(result).toMatchObject({ kind: 'failed', reason: 'blocked-address' })
  })

  test('takes a lookup that finds nothing for an unknown name', async () => {
    const fetcher = makeFetcher({ lookup: lookupOf() })
    const request = requestFor('http://ministry.example/rss', { addresses: 'public' })

    const result = await fetcher.fetch(request, never)

    expect(result).toMatchObject({ kind: 'failed', reason: 'dns' })
  })

  test('leaves a peer that is not public, whatever the lookup said, before sending a byte', async () => {
    const server = await startServer((_request, response) => response.end('secret'))
    const fetcher = makeFetcher({ lookup: lyingLookup })
    const url = `http://ministry.example:${server.port}/rss`

    const result = await fetcher.fetch(requestFor(url, { addresses: 'public' }), never)

    expect(result).toMatchObject({
      reason: 'blocked-address',
      message: expect.stringContaining('ministry.example is at 127.0.0.1'),
    })
    expect(server.seen).toEqual([])
  })
})

describe('a redirect from a public address', () => {
  test.each([
    ['an address', 'http://10.0.0.1/rss'],
    ['a name', 'http://intranet.example/rss'],
  ])('is not followed to a private one, given as %s', async (_what, location) => {
    const server = await startServer((_request, response) => {
      response.writeHead(302, { location }).end()
    })
    vi.spyOn(Socket.prototype as unknown as WithPeer, '_getpeername').mockReturnValue({
      address: '203.0.112.1',
    })
    onTestFinished(() => {
      vi.restoreAllMocks()
    })
    const fetcher = makeFetcher({
      lookup: (hostname, options, callback) => {
        const lookup = hostname === 'ministry.example' ? lyingLookup : lookupOf('10.0.0.1')
        lookup(hostname, options, callback)
      },
    })
    const url = `http://ministry.example:${server.port}/rss`

    const result = await fetcher.fetch(requestFor(url, { addresses: 'public' }), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'blocked-address',
      message: expect.stringMatching(`^${location} \\(redirected from ${url}\\): .*10\\.0\\.0\\.1`),
    })
    expect(server.seen).toHaveLength(1)
  })
})

describe('a feed that may visit any address', () => {
  test('visits loopback by address', async () => {
    const server = await startServer((_request, response) => response.end('<rss/>'))
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin, { addresses: 'any' }), never)

    expect(result).toMatchObject({ kind: 'fetched' })
  })

  test('visits loopback by name', async () => {
    const server = await startServer((_request, response) => response.end('<rss/>'))
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`http://intranet.example:${server.port}/`), never)

    expect(result).toMatchObject({ kind: 'fetched' })
  })
})

/** Where Node's `remoteAddress` has it from; here every peer must look public for once. */
type WithPeer = { _getpeername: () => { address: string } }

/** Shows a public address to whoever checks it, and loopback to whoever connects to it afterwards. */
const lyingLookup: LookupFunction = (_hostname, _options, callback) => {
  let reads = 0
  const changing = {
    family: 4,
    get address(): string {
      reads += 1
      return reads === 1 ? '203.0.112.1' : '127.0.0.1'
    },
  }
  callback(null, [changing])
}
