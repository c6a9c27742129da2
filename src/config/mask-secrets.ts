import { entriesOf, valueAt } from './config-problem.ts'

/** What stands where a secret stood. */
export const MASK = '••••'

/** Shorter values are no secrets, and masking them would blot out half of every line. */
const MIN_SECRET_LENGTH = 4

/** The text with every secret in it masked, the longest first, so that none shows through another. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  let masked = text
  for (const secret of secrets) masked = masked.replaceAll(secret, MASK)
  return masked
}

/**
 * The texts to mask in logs and messages: everything that placeholders put in, and passwords typed into the file
 * itself. `value` is config.yaml as read, in whatever shape.
 */
export function listSecrets(value: unknown, placed: readonly string[]): readonly string[] {
  const typed = [
    ...listPasswordsOfUrl(valueAt(value, ['mail', 'smtp'])),
    ...listTexts(valueAt(value, ['web', 'password'])),
    ...listTexts(valueAt(value, ['mail', 'dkim', 'key'])),
    ...listHeaderSecrets(valueAt(value, ['feeds'])),
    ...listAddressSecrets(valueAt(value, ['heartbeat'])),
  ]
  const lines = [...placed, ...typed].flatMap((secret) => [secret, ...listKeyLines(secret)])
  return longestFirst(lines.flatMap((line) => [line, quoted(line)]))
}

/** As it stands in a message that quotes it. */
function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** The texts that are long enough to be masked, each once, in the order in which they are. */
export function longestFirst(texts: readonly string[]): readonly string[] {
  const secrets = new Set(texts.filter((text) => text.trim().length >= MIN_SECRET_LENGTH))
  return [...secrets].sort((a, b) => b.length - a.length)
}

/** A text in which logins of addresses, and what stands behind a key that names a secret, are masked; placeholders stay. */
export function maskTyped(text: string): string {
  return text
    .replace(/(\/\/[^\s:/@]*:)(?!\$\{[^}]*\}@)[^\s"']+(@)/g, `$1${MASK}$2`)
    .replace(TYPED_PASSWORD, (all, before: string, value: string) =>
      value.includes('${') ? all : `${before}${MASK}`,
    )
}

/** A key that names a secret, and its value: in quotes, or up to the next key of `{ … }`, or to the end of the line. */
const TYPED_PASSWORD =
  /((?:^\s*|[{,]\s*)["']?[\w-]*(?:pas+w|pwd|secret|token|authorization|cookie)[\w-]*["']?\s*:\s*)("(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|(?<=[{,].*)[^\s,}[{](?:[^,}]*[^\s,}])?|[^\s[{].*)/i

/** The texts in a value, also of one whose shape is wrong. */
function listTexts(value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(listTexts)
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
}

/** The password in an address, as typed and decoded; also of an address that is broken because of it. */
function listPasswordsOfUrl(value: unknown): readonly string[] {
  if (typeof value !== 'string') return []
  const password = /:\/\/[^:/@]*:(.*)@/.exec(value)?.[1]
  if (password === undefined) return []
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}

/** Parts of an address shorter than this are words, such as `ping`. */
const MIN_PART_LENGTH = 8

/** Of an address that is a secret as a whole: all but its origin, also in the parts that messages may name. */
function listAddressSecrets(value: unknown): readonly string[] {
  if (typeof value !== 'string') return []
  const url = URL.parse(value)
  if (url === null) return [value]
  const { pathname, search, href } = url
  const parts = [...pathname.split('/'), ...url.searchParams.values()]
  const long = parts.filter((part) => part.length >= MIN_PART_LENGTH)
  return [value, href, `${pathname}${search}`, pathname, ...long]
}

function listHeaderSecrets(feeds: unknown): readonly string[] {
  return entriesOf(feeds)
    .flatMap(([, feed]) => entriesOf(valueAt(feed, ['headers'])))
    .filter(([name]) => /auth|cookie|token|key|secret/i.test(name))
    .flatMap(([, header]) => listTexts(header))
    .flatMap((text) => [text, ...listCredentials(text)])
}

/** What stands behind the scheme, `Bearer …`; of `Basic …` also what it stands for. */
function listCredentials(header: string): readonly string[] {
  const [, scheme = '', credentials = ''] = /^\s*([\w-]+)\s+(\S+)\s*$/.exec(header) ?? []
  if (scheme.toLowerCase() !== 'basic') return [credentials]
  const login = Buffer.from(credentials, 'base64').toString('utf8')
  return [credentials, login, login.slice(login.indexOf(':') + 1)]
}

/** Lines of a key, which might be shown one by one. */
function listKeyLines(secret: string): readonly string[] {
  return secret.includes('\n') ? secret.split(/\r?\n/).filter((line) => line.length >= 16) : []
}
