import { isIP } from 'node:net'
import { parseSmtpUrl } from '../core/alert/smtp-url.ts'
import { parseMailbox } from './parse-mailbox.ts'
import { bad, type ParsedValue, parsed } from './parsed-value.ts'

/** Reads an http or https address without a login in it. The text is kept as it was typed, without outer spaces. */
export function parseHttpUrl(text: string): ParsedValue<string> {
  const url = URL.parse(text.trim())
  if (url === null) {
    const isBare = /^[\w-]+(\.[\w-]+)+([/:?]|$)/.test(text.trim())
    return bad(
      'bad-url',
      `${JSON.stringify(text)} is not an address`,
      isBare ? `did you mean "https://${text.trim()}"?` : 'write https://… in full',
    )
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return bad(
      'bad-url',
      `"${url.protocol}" is not http: or https:`,
      'only web addresses are fetched',
    )
  }
  if (url.username !== '' || url.password !== '') {
    return bad(
      'bad-url',
      'an address may not hold a user name or a password',
      `send it as a header instead: headers: { Authorization: "\${FEED_AUTHORIZATION}" }`,
    )
  }
  return parsed(text.trim())
}

/** Reads the address of the web pages as people reach them; a slash at its end is dropped. */
export function parsePublicUrl(text: string): ParsedValue<string> {
  const typed = URL.parse(text.trim())
  if (typed !== null && !/^https?:$/.test(typed.protocol)) {
    return bad(
      'bad-url',
      `publicUrl begins with "${typed.protocol}", not with https: or http:`,
      'it is where people open the pages in a browser: write https://watch.example.org',
    )
  }
  if (typed !== null && (typed.username !== '' || typed.password !== '')) {
    return bad(
      'bad-url',
      'publicUrl may not hold a user name or a password',
      'it stands in every e-mail; the password of the pages is web.password',
    )
  }
  const result = parseHttpUrl(text)
  if (result.kind === 'bad') return result
  const url = new URL(result.value)
  if (url.search !== '' || url.hash !== '') {
    return bad('bad-url', 'publicUrl may not hold ? or #', `did you mean "${url.origin}"?`)
  }
  return parsed(result.value.replace(/\/+$/, ''))
}

/** Reads what goes into the User-Agent: a web or e-mail address, in characters that a header can carry. */
export function parseContact(text: string): ParsedValue<string> {
  const contact = text.trim()
  const isAddress =
    parseHttpUrl(contact).kind === 'parsed' || parseMailbox(contact).kind === 'parsed'
  if (isAddress && /^[\x21-\x7e]+$/.test(contact) && !/[()<>\\]/.test(contact))
    return parsed(contact)
  return bad(
    'bad-contact',
    `${JSON.stringify(text)} is neither a web address nor an e-mail address`,
    'write https://watch.example.org or ops@example.org, in ASCII, without a name',
  )
}

/** Checks an smtp:// or smtps:// address. Complaints never repeat it, because it holds the password. */
export function checkSmtpUrl(text: string): ParsedValue<string> {
  const result = parseSmtpUrl(text)
  if (result.kind === 'parsed') return parsed(text.trim())
  return bad(
    'bad-smtp',
    `the mail server's URL ${result.problem}`,
    `write smtps://user:\${SMTP_PASSWORD}@mail.example.org, or smtp://… with a port`,
  )
}

export type ListenAddress = { readonly host: string; readonly port: number }

/** Reads `127.0.0.1:8700`, `localhost:0` or `[::1]:8700`. */
export function parseListen(text: string): ParsedValue<ListenAddress> {
  const match = /^(?:\[([^\]]*)\]|([^:[\]]+)):(\d{1,5})$/.exec(text.trim())
  const [, bracketed, plain = '', digits = ''] = match ?? []
  const port = Number(digits)
  const host = bracketed ?? plain
  const isHost = bracketed === undefined ? isHostOrIpv4(plain) : isIP(bracketed) === 6
  if (match !== null && isHost && port <= 65_535) return parsed({ host, port })
  return bad(
    'bad-listen',
    `${JSON.stringify(text)} is not an address and a port`,
    'write 127.0.0.1:8700, 0.0.0.0:8700 for all interfaces, or "[::1]:8700"',
  )
}

function isHostOrIpv4(host: string): boolean {
  if (/^[\d.]+$/.test(host)) return isIP(host) === 4
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host)
}
