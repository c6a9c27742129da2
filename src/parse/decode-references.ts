/** Text of XML with its references decoded: the five names that XML knows, and numbers. Any other stays as it is. */
export function decodeReferences(text: string): string {
  return text.includes('&') ? text.replace(REFERENCE, decode) : text
}

const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi

function decode(
  reference: string,
  decimal: string | undefined,
  hex: string | undefined,
  name: string | undefined,
): string {
  if (name !== undefined) return CHARACTERS.get(name) ?? reference
  const codePoint = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : reference
}

const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])
