import { type LookupFunction, Socket } from 'node:net'
import { onTestFinished, vi } from 'vitest'
import type { Attack, Trap } from './attack.ts'
import { lookupOf, startServer } from './odd-servers.ts'

/** Ways to a private address that is written in the URL: where it stands, and the address that it is. */
const LITERALS: readonly (readonly [host: string, address: string])[] = [
  ['127.0.0.1', '127.0.0.1'],
  ['127.0.0.1.', '127.0.0.1'],
  ['127.1', '127.0.0.1'],
  ['2130706433', '127.0.0.1'],
  ['0x7f000001', '127.0.0.1'],
  ['0x7f.1', '127.0.0.1'],
  ['0177.0.0.1', '127.0.0.1'],
  ['017700000001', '127.0.0.1'],
  ['%31%32%37.0.0.1', '127.0.0.1'],
  ['①②⑦.⓪.⓪.①', '127.0.0.1'],
  ['127。0。0。1', '127.0.0.1'],
  ['0', '0.0.0.0'],
  ['10.0.0.1', '10.0.0.1'],
  ['172.16.0.1', '172.16.0.1'],
  ['192.168.0.1', '192.168.0.1'],
  ['100.64.0.1', '100.64.0.1'],
  ['169.254.169.254', '169.254.169.254'],
  ['224.0.0.1', '224.0.0.1'],
  ['255.255.255.255', '255.255.255.255'],
  ['[::]', '::'],
  ['[::1]', '::1'],
  ['[0:0:0:0:0:0:0:1]', '::1'],
  ['[::127.0.0.1]', '::7f00:1'],
  ['[::ffff:10.0.0.1]', '::ffff:a00:1'],
  ['[::ffff:7f00:1]', '::ffff:7f00:1'],
  ['[64:ff9b::10.0.0.1]', '64:ff9b::a00:1'],
  ['[64:ff9b:1::10.0.0.1]', '64:ff9b:1::a00:1'],
  ['[2002:7f00:1::]', '2002:7f00:1::'],
  ['[2001:0:7f00:1::1]', '2001:0:7f00:1::1'],
  ['[fe80::1]', 'fe80::1'],
  ['[fec0::1]', 'fec0::1'],
  ['[fd00:ec2::254]', 'fd00:ec2::254'],
  ['[ff02::1]', 'ff02::1'],
]

/** Names that lead to private addresses, and what they lead to. */
const NAMES: readonly (readonly [name: string, addresses: readonly string[], blocked: string])[] = [
  ['localhost', ['127.0.0.1'], '127.0.0.1'],
  ['localhost.', ['::1'], '::1'],
  ['LOCALHOST', ['127.0.0.1'], '127.0.0.1'],
  ['feeds.localhost', ['127.0.0.1'], '127.0.0.1'],
  ['router', ['192.168.0.1'], '192.168.0.1'],
  ['127.0.0.1.wild.example', ['127.0.0.1'], '127.0.0.1'],
  ['metadata.example', ['169.254.169.254'], '169.254.169.254'],
  ['one-among-public.example', ['203.0.112.1', '10.0.0.1'], '10.0.0.1'],
  ['mapped.example', ['::ffff:127.0.0.1'], '::ffff:127.0.0.1'],
  ['translated.example', ['64:ff9b::7f00:1'], '64:ff9b::7f00:1'],
  ['zoned.example', ['fe80::1%eth0'], 'fe80::1%eth0'],
  ['no-address.example', ['not-an-address'], 'not-an-address'],
]

/** Redirects of a public server to where it must not lead. */
const REDIRECTS: readonly (readonly [location: string, sentence: string])[] = [
  ['http://10.0.0.1/rss', '10.0.0.1 is not a public address'],
  ['http://[::1]:8700/', '::1 is not a public address'],
  ['//169.254.169.254/latest/meta-data/', '169.254.169.254 is not a public address'],
  ['http://0x7f.1/', '127.0.0.1 is not a public address'],
  ['http://intranet.example/rss', 'intranet.example is at 10.0.0.1, not a public address'],
  ['http://ministry.example./rss', 'ministry.example. is at 10.0.0.1, not a public address'],
]

export const ATTACKS_ON_ADDRESSES: readonly Attack[] = [
  ...LITERALS.map(
    ([host, address]): Attack => ({
      name: `the private address ${host}`,
      set: async () => publicOnly({ url: `http://${host}/rss` }),
      reason: 'blocked-address',
      sentence: `: ${address} is not a public address`,
    }),
  ),
  ...NAMES.map(
    ([name, addresses, blocked]): Attack => ({
      name: `the name ${name} of ${addresses.join(' and ')}`,
      set: async () =>
        publicOnly({ url: `http://${name}/rss`, fetcher: { lookup: lookupOf(...addresses) } }),
      reason: 'blocked-address',
      sentence: `${name.toLowerCase()} is at ${blocked}, not a public address`,
    }),
  ),
  {
    name: 'a name that is public when it is checked and private when it is connected to',
    set: async () => {
      const server = await startServer((_request, response) => response.end('secret'))
      const url = `http://ministry.example:${server.port}/rss`
      return publicOnly({ url, fetcher: { lookup: lyingLookup } })
    },
    reason: 'blocked-address',
    sentence: 'ministry.example is at 127.0.0.1, not a public address',
  },
  ...REDIRECTS.map(
    ([location, sentence]): Attack => ({
      name: `a redirect to ${location}`,
      set: () => redirecting(location),
      reason: 'blocked-address',
      sentence,
    }),
  ),
  {
    name: 'a redirect to its own name, which has become private',
    set: async () => {
      let lookupCount = 0
      return await redirecting('/moved', (hostname, options, callback) => {
        lookupCount += 1
        const lookup = lookupCount === 1 ? lyingLookup : lookupOf('127.0.0.1')
        lookup(hostname, options, callback)
      })
    },
    reason: 'blocked-address',
    sentence: 'ministry.example is at 127.0.0.1, not a public address',
  },
]

const publicOnly = (trap: Trap): Trap => ({ ...trap, request: { addresses: 'public' } })

/** A server on loopback that passes for a public one and redirects. */
async function redirecting(location: string, lookup = knownNames): Promise<Trap> {
  const server = await startServer((_request, response) => {
    response.writeHead(302, { location }).end()
  })
  vi.spyOn(Socket.prototype as unknown as WithPeer, '_getpeername').mockReturnValue({
    address: '203.0.112.1',
  })
  onTestFinished(() => {
    vi.restoreAllMocks()
  })
  return publicOnly({ url: `http://ministry.example:${server.port}/rss`, fetcher: { lookup } })
}

/** Where Node's `remoteAddress` has it from; here every peer must look public for once. */
type WithPeer = { _getpeername: () => { address: string } }

const knownNames: LookupFunction = (hostname, options, callback) => {
  const lookup = hostname === 'ministry.example' ? lyingLookup : lookupOf('10.0.0.1')
  lookup(hostname, options, callback)
}

/** Shows a public address to whoever checks it, and loopback to whoever connects to it afterwards. */
export const lyingLookup: LookupFunction = (_hostname, _options, callback) => {
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
