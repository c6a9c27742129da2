/** What a document says of its own charset, read from its first bytes as if they were Latin-1. */

/** Browsers look at the first 1,024 bytes of a page; a script before the meta element pushes it further down. */
const HEAD_BYTES = 4_096

/** The charset of the XML declaration, else of an HTML page's meta element, as it stands there; else null. */
export function findDeclaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES))
  const inXml = /<\?xml\b[^>]{0,400}?\bencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head)?.[1]
  const declared = inXml ?? findInMeta(head)
  if (declared === undefined) return null
  // whoever reads this as single bytes knows that it is not UTF-16 or UTF-32: pages are converted, declarations stay
  return /^(utf-?(16|32)|ucs-?[24])/i.test(declared) ? 'utf-8' : declared
}

function findInMeta(head: string): string | undefined {
  const isFeed = /<(rss|feed|rdf:rdf)\b/i.test(head)
  if (isFeed) return undefined
  return /<meta\b[^>]{0,400}?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1]
}
