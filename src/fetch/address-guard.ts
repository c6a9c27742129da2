/**
 * Keeps visits on the public internet. A feed, a redirect or a name server could otherwise point us at the router,
 * at a cloud's metadata service or at our own web pages. Three doors are watched, because each lets something past
 * the others: addresses written in the URL (Node does not look those up), every address that a name stands for, and
 * the address that was connected to in the end.
 */
import type { LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { VisitError } from './failure.ts'

/** Global unicast; the rest of IPv6 is either special or not given out. */
const GLOBAL_IPV6 = ipaddr.IPv6.parse('2000::')
const GLOBAL_IPV6_BITS = 3

/** Whether an IP address (not a name) is one that anybody on the internet may have. False for what is no address. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address) // judges ::ffff:10.0.0.1 as 10.0.0.1
  if (parsed.range() !== 'unicast') return false
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6, GLOBAL_IPV6_BITS)
}

/** The error for a host that is, or leads to, an address that is not public. */
export function blockedAddress(host: string, address: string): VisitError {
  const what = host === address ? `${host} is` : `${host} is at ${address},`
  return new VisitError(
    'blocked-address',
    `${what} not a public address; if that is meant, set \`allowPrivate: true\` for this feed`,
  )
}

/** The IP address that stands as the host of a URL, without brackets; null for a name. */
export function findLiteralAddress(hostname: string): string | null {
  const host = hostname.replace(/^\[|\]$/g, '')
  return isIP(host) === 0 ? null : host
}

/** Throws if the host of a URL is an address and not a public one. Names pass: the lookup sees to them. */
export function refusePrivateLiteral(hostname: string): void {
  const address = findLiteralAddress(hostname)
  if (address !== null && !isPublicAddress(address)) throw blockedAddress(address, address)
}

/** The same lookup, failing when any of the addresses found is not public: what was checked is what is connected to. */
export function publicLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses =
        typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found
      const first: LookupAddress | undefined = addresses?.[0]
      if (error !== null || first === undefined) {
        callback(error ?? noAddress(hostname), [])
        return
      }
      const blocked = addresses.find(({ address }) => !isPublicAddress(address))
      if (blocked !== undefined) callback(blockedAddress(hostname, blocked.address), [])
      else if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

function noAddress(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' })
}
