/**
 * A link without what differs between two copies of it: for comparing, never for fetching. Two links that come
 * out alike are taken for one page, so only differences go that no site uses to tell pages apart:
 *
 * - scheme (http and https are one site), default port, credentials, a leading `www.`;
 * - the fragment, unless a script routes by it (`#!…`, `#/…`);
 * - parameters that trace visitors, and session ids; the others stay, in their order, because sites exist where
 *   the order or an empty parameter matters;
 * - the case of percent escapes. A trailing slash stays: servers may tell `/a` from `/a/`.
 */
export function canonicalizeUrl(url: string): string | null {
  const parsed = URL.parse(url)
  if (parsed === null) return null
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return null
  if (parsed.hostname === '') return null
  // URL drops default ports by scheme; after folding the scheme both are default
  const port =
    parsed.port === '' || parsed.port === '80' || parsed.port === '443' ? '' : `:${parsed.port}`
  const path = parsed.pathname.replace(SESSION_IN_PATH, '')
  const fragment = /^#[!/]/.test(parsed.hash) ? parsed.hash : ''
  const rest = upperCaseEscapes(`${path}${withoutNoise(parsed.search)}${fragment}`)
  return `https://${withoutWww(parsed.hostname)}${port}${rest}`
}

/** Java servers write the session into the path; other path parameters belong to the page. */
const SESSION_IN_PATH = /;jsessionid=[^/;?]*/gi

/** Names in lower case; each is documented by the service that appends it. */
const NOISE_PARAMETERS: ReadonlySet<string> = new Set([
  ...['fbclid', 'gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', 'msclkid', 'yclid', 'twclid'],
  ...['ttclid', 'li_fat_id', 'igshid', 'igsh', 'mc_cid', 'mc_eid', '_ga', '_gl', '_hsenc', '_hsmi'],
  ...['mkt_tok', 'vero_id', 'vero_conv', 'oly_anon_id', 'oly_enc_id', 'wickedid', 's_cid', 'xtor'],
  ...['jsessionid', 'phpsessid', 'cfid', 'cftoken', 'aspsessionid'],
])
const NOISE_PREFIXES =
  /^(utm_|pk_(campaign|kwd|source|medium|content)|mtm_|hsa_|at_(medium|campaign|link))/

function withoutNoise(search: string): string {
  // taken apart by hand: URLSearchParams would write every parameter anew
  const kept = search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !isNoise(parameter))
  return kept.length === 0 ? '' : `?${kept.join('&')}`
}

function isNoise(parameter: string): boolean {
  const name = (parameter.split('=', 1)[0] ?? '').toLowerCase()
  return NOISE_PARAMETERS.has(name) || NOISE_PREFIXES.test(name)
}

const withoutWww = (hostname: string): string => hostname.replace(/^www\.(?=[^.]+\.)/, '')

const upperCaseEscapes = (text: string): string =>
  text.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
