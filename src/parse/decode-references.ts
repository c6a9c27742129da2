/** Text of XML with its references decoded: the five names that XML knows, and numbers. Any other stays as it is. */
export function decodeReferences(text: string): string {
  let at = text.indexOf('&')
  if (at === -1) return text
  let decoded = ''
  let kept = 0
  while (at !== -1) {
    REFERENCE.lastIndex = at
    const reference = REFERENCE.exec(text)?.[0]
    if (reference !== undefined) {
      decoded += text.slice(kept, at) + decode(reference)
      kept = at + reference.length
    }
    at = text.indexOf('&', at + 1)
  }
  return decoded + text.slice(kept)
}

const REFERENCE = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|(?:amp|lt|gt|quot|apos));/iy

function decode(reference: string): string {
  if (!reference.startsWith('&#')) return CHARACTERS.get(reference) ?? reference
  const isHex = /^&#x/i.test(reference)
  const codePoint = Number.parseInt(reference.slice(isHex ? 3 : 2), isHex ? 16 : 10)
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : reference
}

const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
])
