/** Sold to everybody, so that they say nothing, unless a domain of the government stands before them: gov.ai. */
const SOLD_WORLDWIDE: ReadonlySet<string> = new Set(
  'ac ag ai bz cc cd cf co cx fm ga gd gg gq gs im io la lc ly me ms mu nu pw sc sh so st tc tk tl to tv vc vg ws'.split(
    ' ',
  ),
)
const GOVERNMENTAL = /(?:^|\.)(?:gov|go|gob|gouv|govt|gub|gv|guv|gc|mil|nic|parliament)\.[a-z]{2}$/

/** Domains of countries that differ from their code, and those written in their own script. */
const OTHER_DOMAINS: Readonly<Record<string, string>> = {
  uk: 'GB',
  su: 'RU',
  gov: 'US',
  mil: 'US',
  'xn--3e0b707e': 'KR', // 한국
  'xn--fiqs8s': 'CN', // 中国
  'xn--fiqz9s': 'CN', // 中國
  'xn--kprw13d': 'TW', // 台湾
  'xn--kpry57d': 'TW', // 台灣
  'xn--j6w193g': 'HK', // 香港
  'xn--yfro4i67o': 'SG', // 新加坡
  'xn--p1ai': 'RU', // рф
  'xn--j1amh': 'UA', // укр
  'xn--h2brj9c': 'IN', // भारत
  'xn--o3cw4h': 'TH', // ไทย
  'xn--mgberp4a5d4ar': 'SA', // السعودية
  'xn--mgbaam7a8h': 'AE', // امارات
  'xn--wgbh1c': 'EG', // مصر
  'xn--qxa6a': 'EU', // ευ
}

/** The country that a host speaks for by its name, as ISO 3166 has it, or EU; null where its name does not say. */
export function countryOfHost(hostname: string): string | null {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  const domain = host.slice(host.lastIndexOf('.') + 1)
  if (domain === host || /^\d*$/.test(domain)) return null
  const other = OTHER_DOMAINS[domain]
  if (other !== undefined) return other
  const code = domain.toUpperCase()
  if (!/^[A-Z]{2}$/.test(code)) return null // two letters are always a country's, as the DNS is run
  return SOLD_WORLDWIDE.has(domain) && !GOVERNMENTAL.test(host) ? null : code
}

/** The same for an address; null for what is no address. */
export function countryOfUrl(url: string): string | null {
  return URL.canParse(url) ? countryOfHost(new URL(url).hostname) : null
}
