/** UTF-32, which TextDecoder does not know; no charset of the encoding standard is wider than 16 bits. */

type ByteOrder = 'big' | 'little'

/** The byte order when the bytes begin as UTF-32 does, with a BOM or with `<`; else null. */
export function findUtf32(bytes: Uint8Array): ByteOrder | null {
  const head = [...bytes.subarray(0, 4)].join(' ')
  if (head === '0 0 254 255' || head === '0 0 0 60') return 'big'
  return head === '255 254 0 0' || head === '60 0 0 0' ? 'little' : null
}

export function decodeUtf32(bytes: Uint8Array, order: ByteOrder): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const characters: string[] = []
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const codePoint = view.getUint32(at, order === 'little')
    characters.push(codePoint > 0x10ffff ? '\ufffd' : String.fromCodePoint(codePoint))
  }
  return characters
    .join('')
    .replace(/^\ufeff/, '')
    .toWellFormed()
}
