/**
 * Text that was encoded as UTF-8 twice ("Ã©" for "é"), decoded once more; null when it is anything else. Some
 * systems take their UTF-8 for Latin-1 when they export. It is certain where every character fits into a byte
 * and all those bytes together are valid UTF-8 again, which no ordinary text is.
 */
export function repairDoubleUtf8(text: string): string | null {
  if (!FIRST_AND_SECOND_BYTE.test(text)) return null
  const bytes = Buffer.from(text, 'latin1')
  if (bytes.toString('latin1') !== text) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** How a character of two or three bytes begins when its bytes are read one by one. */
const FIRST_AND_SECOND_BYTE = /[\u00c2-\u00ef][\u0080-\u00bf]/
