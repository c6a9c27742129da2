import { decodeCp949, decodeCp949Loosely } from './decode-cp949.ts'
import { standardName } from './standard-name.ts'

/** Bytes to text by the name of a charset: the platform's decoder, but for Korean, of which it knows a quarter. */
export type Decoded = {
  readonly text: string
  /** Name in the WHATWG encoding standard. */
  readonly encoding: string
}

/** The text, or null when the charset is unknown or the bytes are not valid in it. */
export function decodeStrictly(bytes: Uint8Array, charset: string): Decoded | null {
  const decoder = findDecoder(charset, 'strict')
  if (decoder === null) return null
  const { encoding } = decoder
  if (encoding === KOREAN) {
    const text = decodeCp949(bytes)
    return text === null ? null : { text, encoding }
  }
  try {
    return { text: decoder.decode(bytes), encoding }
  } catch {
    return null
  }
}

/** The text with U+FFFD for what is not valid; an unknown charset is taken for UTF-8. */
export function decodeLoosely(bytes: Uint8Array, charset: string): Decoded {
  const decoder = findDecoder(charset, 'loose') ?? new TextDecoder('utf-8')
  const { encoding } = decoder
  const text = encoding === KOREAN ? decodeCp949Loosely(bytes) : decoder.decode(bytes)
  return { text, encoding }
}

/** The name in the encoding standard, or null when it knows none for this. */
export function findEncoding(charset: string): string | null {
  return findDecoder(charset, 'loose')?.encoding ?? null
}

/** Whether an encoding, by its name in the standard, has one byte for each character: such ones decode nearly anything. */
export const isSingleByte = (encoding: string): boolean =>
  /^(windows-|iso-8859-|koi8-|macintosh|x-mac-|ibm866|x-user-defined)/.test(encoding)

/** How the standard calls code page 949, whatever the label. */
const KOREAN = 'euc-kr'

type Decoder = InstanceType<typeof TextDecoder>

function findDecoder(charset: string, mode: 'strict' | 'loose'): Decoder | null {
  try {
    return new TextDecoder(standardName(charset), { fatal: mode === 'strict' })
  } catch {
    return null // the constructor throws a RangeError for a name that it does not know
  }
}
