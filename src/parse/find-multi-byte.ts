import { type Decoded, decodeLoosely, decodeStrictly, isSingleByte } from './decode-charset.ts'
import { guessAlphabet } from './guess-alphabet.ts'
import { guessCharset } from './guess-charset.ts'

/**
 * What a text is in fact that was decoded by a charset of one byte. Servers name one such charset for all that they have
 * (`iso-8859-1`, `windows-1251`, `us-ascii`), and it fits any bytes without an error. True Western text does not decode
 * strictly as an East Asian one: behind an accent comes a letter, a space or markup, which is no second byte, or
 * makes a character that no language is full of. Null when the text is what it was decoded as.
 */
export function findMultiByte(
  bytes: Uint8Array,
  single: Decoded,
  declared: readonly string[],
): Decoded | null {
  for (const charset of declared) {
    const other = decodeStrictly(bytes, charset)
    if (other !== null && !isSingleByte(other.encoding)) {
      // in plain ASCII there is nothing to choose
      return other.text === single.text ? null : other
    }
  }
  if (NAMED_ON_PURPOSE.test(single.encoding) || !bytes.some((byte) => byte >= 0x80)) return null
  const guessed = guessCharset(bytes)
  if (guessed === null || isSingleByte(guessed)) return null
  return guessAlphabet(bytes) === single.encoding ? null : decodeLoosely(bytes, guessed)
}

/** No server has these for its default, and their capitals begin Japanese characters. */
const NAMED_ON_PURPOSE = /^(macintosh|x-mac-|ibm866)/
