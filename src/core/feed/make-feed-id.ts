/** Long enough to tell feeds apart, short enough for a column of `status`. */
const LONGEST_ID = 40
const LONGEST_TITLE = 28

/** Labels that say what kind of name a host is, and not whose. */
const NO_NAME: ReadonlySet<string> = new Set([
  ...['web', 'com', 'org', 'net', 'edu', 'int', 'info', 'eu'],
  ...[
    'gov',
    'go',
    'gob',
    'gouv',
    'govt',
    'gc',
    'or',
    'co',
    'ac',
    're',
    'mil',
    'admin',
    'rss',
    'feeds',
  ],
])

/**
 * A name for a feed that is good as a key of config.yaml: whose it is by its host, and what it is by its title, as far
 * as that is written in Latin letters. Where the name is taken, a number follows.
 */
export function makeFeedId(title: string | null, url: string, taken: ReadonlySet<string>): string {
  const owner = ownerOf(url)
  const slug = cut(slugOf(title ?? ''), LONGEST_TITLE)
  const repeats = slug === owner || slug.startsWith(`${owner}-`)
  const id = cut(repeats ? slug : [owner, slug].filter((part) => part !== '').join('-'), LONGEST_ID)
  const name = /^[a-z0-9]/.test(id) ? id : 'feed'
  if (!taken.has(name)) return name
  for (let number = 2; ; number++) {
    const numbered = `${name}-${number}`
    if (!taken.has(numbered)) return numbered
  }
}

/** `motir` for www.motir.go.kr, `ec-europa` for ec.europa.eu; an address of digits as it stands. */
function ownerOf(url: string): string {
  const host = new URL(url).hostname.replace(/[[\]]/g, '')
  if (/^[\d.]+$|:/.test(host)) return slugOf(host)
  const labels = host.split('.').filter((label) => !/^www\d*$/.test(label))
  const telling = labels.slice(0, -1).filter((label) => !NO_NAME.has(label))
  return slugOf((telling.length === 0 ? labels : telling).join('-'))
}

function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** At most so long, without a word that was cut in two where a whole one stands before it. */
function cut(slug: string, length: number): string {
  if (slug.length <= length) return slug
  const beginning = slug.slice(0, length + 1)
  const end = beginning.lastIndexOf('-')
  return end > 0 ? beginning.slice(0, end) : beginning.slice(0, length)
}
