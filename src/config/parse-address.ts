import { isIP } from 'node:net'
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

/** Reads an smtp:// or smtps:// address. Complaints never repeat it, because it holds the password. */
export function parseSmtpUrl(text: string): ParsedValue<string> {
  const hint = `write smtps://user:\${SMTP_PASSWORD}@mail.example.org, or smtp://… with a port`
  const url = URL.parse(text.trim())
  if (url === null) {
    return bad(
      'bad-smtp',
      'this is not an address',
      `${hint}; in a password typed here, write @ as %40, / as %2F, # as %23, % as %25`,
    )
  }
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') {
    return bad('bad-smtp', `"${url.protocol}" is not smtp: or smtps:`, hint)
  }
  if (url.hostname === '') return bad('bad-smtp', 'it names no mail server', hint)
  if ((url.pathname !== '' && url.pathname !== '/') || url.hash !== '') {
    return bad(
      'bad-smtp',
      'nothing may stand behind the mail server',
      `${hint}; in a password, / is %2F and # is %23`,
    )
  }
  if (!isDecodable(url.username) || !isDecodable(url.password)) {
    return bad(
      'bad-smtp',
      'a % in the user name or password is not followed by two hex digits',
      'write % as %25',
    )
  }
  return parsed(text.trim())
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
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
