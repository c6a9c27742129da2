/**
 * The mail server as one URL: `smtps://user:password@mail.example.org`, `smtp://relay:25`. Read by hand and not by `URL`,
 * because a password is often put in from an environment variable and may hold `@`, `/`, `#` or `%` as they are; an
 * escape such as `%40` is understood too.
 */
export type SmtpServer = {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; else STARTTLS where the server offers it. */
  readonly isSecure: boolean
  /** null: no login. With one, nothing is sent before the connection is encrypted. */
  readonly login: { readonly user: string; readonly password: string } | null
  /** false only when the URL says so: the server may then be anybody. */
  readonly isCertificateChecked: boolean
}

export type SmtpUrlResult =
  | { readonly kind: 'parsed'; readonly server: SmtpServer }
  /** `problem` completes "the mail server's URL …" and never holds the password. */
  | { readonly kind: 'malformed'; readonly problem: string }

/** The last `@` ends the login, the first `:` in it the user's name; a user's name may hold `@` itself. */
const SMTP_URL =
  /^(?<scheme>smtps?):\/\/(?:(?<login>.*)@)?(?<host>\[[0-9a-f:.]+\]|[^\s@:/?#[\]]+)(?::(?<port>\d{1,5}))?\/?(?:\?(?<options>[^?#@]*))?$/is

/** The only option there is. Better: give the certificate's authority to Node in NODE_EXTRA_CA_CERTS. */
const UNCHECKED = 'tls.rejectUnauthorized=false'

/** Ports when the URL names none: 465 for smtps, 587 (submission) with a login, 25 (relay) without. */
export function parseSmtpUrl(url: string): SmtpUrlResult {
  const groups = SMTP_URL.exec(url.trim())?.groups
  if (groups === undefined) {
    return malformed('is not of the form smtps://user:password@host:port')
  }
  const { scheme = '', login, host = '', port, options = '' } = groups
  const isSecure = scheme.toLowerCase() === 'smtps'
  const credentials = login === undefined ? null : parseLogin(login)
  const portNumber = port === undefined ? defaultPort(isSecure, credentials !== null) : Number(port)
  if (portNumber < 1 || portNumber > 65_535) {
    return malformed(`has the port ${port}, which does not exist`)
  }
  if (options !== '' && options !== UNCHECKED) {
    return malformed(`has an unknown option behind "?"; the only one is ${UNCHECKED}`)
  }
  if (credentials !== null && (credentials.user === '' || credentials.password === '')) {
    return malformed('has a login that lacks the user or the password')
  }
  return {
    kind: 'parsed',
    server: {
      host: host.replace(/^\[|\]$/g, ''),
      port: portNumber,
      isSecure,
      login: credentials,
      isCertificateChecked: options === '',
    },
  }
}

function parseLogin(login: string): { readonly user: string; readonly password: string } {
  const colon = login.indexOf(':')
  return colon < 0
    ? { user: decodeEscapes(login), password: '' }
    : {
        user: decodeEscapes(login.slice(0, colon)),
        password: decodeEscapes(login.slice(colon + 1)),
      }
}

/** Percent escapes decoded; text that is no valid sequence of them stays as it is. */
function decodeEscapes(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function defaultPort(isSecure: boolean, hasLogin: boolean): number {
  if (isSecure) return 465
  return hasLogin ? 587 : 25
}

function malformed(problem: string): SmtpUrlResult {
  return { kind: 'malformed', problem }
}
