import { domainToASCII } from 'node:url'
import type { Mailbox } from '../core/alert/mailbox.ts'
import { bad, type ParsedValue, parsed } from './parsed-value.ts'

/** Octets that RFC 5321 allows before and after the @. */
const MAX_LOCAL_BYTES = 64
const MAX_DOMAIN_BYTES = 253

/**
 * Reads one address: `ops@example.org` or `Trade team <trade@example.org>`. Stricter than RFC 5322 on purpose: what a
 * mail library could take for a second recipient (a comma, a line break, another @) is refused here.
 */
export function parseMailbox(text: string): ParsedValue<Mailbox> {
  if (/\p{Cc}|[\u2028\u2029]/u.test(text)) {
    return refuse(
      text,
      'it holds a line break or another control character',
      'write it on one line',
    )
  }
  const bracketed = /^(.*?)<([^<>]*)>$/.exec(text.trim())
  const address = (bracketed?.[2] ?? text).trim()
  const name = readName((bracketed?.[1] ?? '').trim())
  if (name === null) {
    return refuse(
      text,
      'its name holds a character that has a meaning in addresses',
      'put the name in quotes: \'"Kim, Trade" <kim@example.org>\'; each address is an entry of its own',
    )
  }
  const problem = findAddressProblem(address)
  if (problem !== null) {
    return refuse(text, problem, 'write name@example.org or "Name <name@example.org>"')
  }
  return parsed({ name, address })
}

function refuse(text: string, why: string, hint: string): ParsedValue<never> {
  return bad('bad-address', `${JSON.stringify(text)} is not one e-mail address: ${why}`, hint)
}

/** The name without its quotes; null when it cannot stand before an address. */
function readName(name: string): string | null {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(name)?.[1]
  if (quoted !== undefined) return quoted.replaceAll(/\\(.)/g, '$1')
  return /[<>,;:"\\@]/.test(name) ? null : name
}

function findAddressProblem(address: string): string | null {
  const parts = address.split('@')
  const [local = '', domain = ''] = parts
  if (parts.length < 2) return 'it has no @'
  if (parts.length > 2) return 'it has more than one @'
  if (local === '') return 'nothing stands before the @'
  if (!/^[^\s<>()[\],;:"\\.]+(\.[^\s<>()[\],;:"\\.]+)*$/.test(local)) {
    return `"${local}" cannot stand before the @`
  }
  if (Buffer.byteLength(local) > MAX_LOCAL_BYTES) return 'what stands before the @ is too long'
  return isMailDomain(domain) ? null : `"${domain}" is not a domain`
}

/** A host name in any script, or an address literal such as `[192.0.2.1]`. */
function isMailDomain(domain: string): boolean {
  if (/^\[[0-9A-Fa-f:.]+\]$/.test(domain)) return true
  const ascii = domainToASCII(domain)
  const labels = ascii.split('.')
  return (
    ascii.length <= MAX_DOMAIN_BYTES &&
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))
  )
}
