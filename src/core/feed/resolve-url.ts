import type { WireItem, WireLink } from './wire-feed.ts'

/** `address` as an absolute http(s) link seen from `base`; null when it is none. */
export function resolveUrl(address: string | null, base: string): string | null {
  if (address === null) return null
  // some systems escape addresses twice; `&amp;` means nothing in one
  const typed = address.trim().replaceAll('&amp;', '&')
  const spelt = /^www\./i.test(typed) ? `http://${typed}` : typed
  if (!URL.canParse(spelt, base)) return null
  const url = new URL(spelt, base)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
}

/** The page of an item: its alternate link, HTML before other types; else a guid that says it is a link. */
export function findItemUrl(item: WireItem, base: string): string | null {
  const alternates = item.links.filter((link) => link.rel === 'alternate')
  const ordered = [...alternates.filter(isPage), ...alternates]
  for (const link of ordered) {
    const url = resolveUrl(link.href, base)
    if (url !== null) return url
  }
  const isLink = item.isIdPermalink && /^https?:\/\//i.test(item.id ?? '')
  return isLink ? resolveUrl(item.id, base) : null
}

const isPage = (link: WireLink): boolean => link.type === null || /html/i.test(link.type)
