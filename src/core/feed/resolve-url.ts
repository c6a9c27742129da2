import type { WireItem, WireLink } from './wire-feed.ts'

/**
 * `address` as an absolute http(s) link seen from `base`; null when it is none. Without a base, as of a file on the
 * disk, a relative address stays as it stands.
 */
export function resolveUrl(address: string | null, base: string | null): string | null {
  if (address === null) return null
  // some systems escape addresses twice; `&amp;` means nothing in one
  const typed = address.trim().replaceAll('&amp;', '&')
  const spelt = /^www\./i.test(typed) ? `http://${typed}` : typed
  const url = URL.parse(spelt, base ?? undefined)
  if (url === null) return base === null && spelt !== '' ? spelt : null
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
}

/**
 * The page of an item: its alternate link, HTML before other types; else a guid that says it is a link, else what is enclosed,
 * else an id that looks like an address.
 */
export function findItemUrl(item: WireItem, base: string | null): string | null {
  const alternates = item.links.filter((link) => link.rel === 'alternate')
  const ordered = [...alternates.filter(isPage), ...alternates]
  for (const link of ordered) {
    const url = resolveUrl(link.href, base)
    if (url !== null) return url
  }
  const isLink = item.isIdPermalink && /^https?:\/\//i.test(item.id ?? '')
  if (isLink) return resolveUrl(item.id, base)
  // ministries list documents too: an item of nothing but a PDF leads to it
  const last =
    item.links.find((link) => link.rel === 'enclosure') ??
    item.links.find((link) => link.rel === 'id')
  return resolveUrl(last?.href ?? null, base)
}

const isPage = (link: WireLink): boolean => link.type === null || /html/i.test(link.type)
