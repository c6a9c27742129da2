import { findDeclaredCharset } from './declared-charset.ts'
import { decodeUtf32, findUtf32 } from './decode-utf32.ts'
import { guessCharset } from './guess-charset.ts'
import { repairDoubleUtf8 } from './repair-double-utf8.ts'

/**
 * Bytes to text. The order is BOM, HTTP header, the document's own declaration, UTF-8; but a charset that the
 * bytes contradict is passed over, because headers and declarations go stale: one ministry changed from EUC-KR
 * to UTF-8 within a week. Never fails: at worst a few characters come out as U+FFFD, and `problems` says so.
 */
export type DecodedText = {
  readonly text: string
  /** Name in the WHATWG encoding standard, for example `utf-8` or `euc-kr`. */
  readonly encoding: string
  readonly problems: readonly string[]
}

/** `contentType` is the HTTP header as it came, or null. */
export function decodeBytes(bytes: Uint8Array, contentType: string | null): DecodedText {
  const decoded = decodeAsDeclared(bytes, contentType)
  const repaired = repairDoubleUtf8(decoded.text)
  if (repaired === null) return decoded
  const problem = 'it was encoded as UTF-8 twice, and is decoded twice'
  return { ...decoded, text: repaired, problems: [...decoded.problems, problem] }
}

function decodeAsDeclared(bytes: Uint8Array, contentType: string | null): DecodedText {
  const utf32 = findUtf32(bytes)
  if (utf32 !== null) return { text: decodeUtf32(bytes, utf32), encoding: 'utf-32', problems: [] }
  const certain = findEvidentCharset(bytes)
  if (certain !== null) return { ...decodeLoosely(bytes, certain), problems: [] }

  const named = findNamedCharsets(bytes, contentType)
  const problems = named
    .filter((charset) => findDecoder(charset, 'strict') === null)
    .map((charset) => `the charset “${charset}” is unknown`)
  const known = named.filter((charset) => findDecoder(charset, 'strict') !== null)

  // a single-byte charset fits any bytes; text that is also valid UTF-8 beyond ASCII is UTF-8 in fact
  const utf8 = decodeStrictly(bytes, 'utf-8')
  const isReallyUtf8 = utf8 !== null && utf8.text.length < bytes.length
  for (const charset of known) {
    const decoded = decodeStrictly(bytes, charset)
    if (decoded === null) {
      problems.push(`the text is not valid ${charset}, though declared so`)
    } else if (isReallyUtf8 && decoded.encoding !== 'utf-8' && isSingleByte(decoded.encoding)) {
      problems.push(`declared as ${charset}, but it is UTF-8`)
      return { ...utf8, problems }
    } else {
      return { ...decoded, problems }
    }
  }
  if (utf8 !== null) return { ...utf8, problems }
  return decodeContradicting(bytes, known, problems)
}

/** What to do with bytes that fit neither what is declared nor UTF-8. */
function decodeContradicting(
  bytes: Uint8Array,
  known: readonly string[],
  problems: readonly string[],
): DecodedText {
  for (const charset of [...known, 'utf-8']) {
    const loose = decodeLoosely(bytes, charset)
    if (isMostlyWhole(loose.text)) {
      return {
        ...loose,
        problems: [...problems, `some characters are not valid ${loose.encoding} and are lost`],
      }
    }
  }
  const charset = guessCharset(bytes) ?? 'windows-1252'
  return {
    ...decodeLoosely(bytes, charset),
    problems: [...problems, `read as ${charset}, judging by its characters`],
  }
}

type Decoded = { readonly text: string; readonly encoding: string }

/** Byte order marks, and the zero bytes that `<` leaves in UTF-16 without one. */
function findEvidentCharset(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return isValidUtf8(bytes) ? 'utf-8' : null
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0 && b === 0x3c) return 'utf-16be'
  if (a === 0x3c && b === 0) return 'utf-16le'
  return null
}

const isValidUtf8 = (bytes: Uint8Array): boolean => decodeStrictly(bytes, 'utf-8') !== null

/** What header and document say, as lower-case names, each once. */
function findNamedCharsets(bytes: Uint8Array, contentType: string | null): readonly string[] {
  const named = [charsetOf(contentType), findDeclaredCharset(bytes)]
  return [...new Set(named.flatMap((charset) => (charset === null ? [] : [charset.toLowerCase()])))]
}

function charsetOf(contentType: string | null): string | null {
  return /charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType ?? '')?.[1] ?? null
}

/** Names that servers use and the encoding standard does not know. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['cp936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['x-windows-949', 'euc-kr'],
  ['ms949', 'euc-kr'],
  ['uhc', 'euc-kr'],
  ['euc_kr', 'euc-kr'],
  ['cp932', 'shift_jis'],
  ['shift-jis-2004', 'shift_jis'],
  ['sjis-win', 'shift_jis'],
  ['eucjp-win', 'euc-jp'],
  ['euc_jp', 'euc-jp'],
  ['cp950', 'big5'],
  ['macroman', 'macintosh'],
  ['mac-roman', 'macintosh'],
  ['tis620', 'windows-874'],
  ['latin-9', 'iso-8859-15'],
  ['latin9', 'iso-8859-15'],
  ['utf_8', 'utf-8'],
  ['utf-8-sig', 'utf-8'],
  ['utf8mb4', 'utf-8'],
])

/** Spellings of families of names: win-1251, cp-1251, iso8859_1, koi8r, latin-2. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:win|windows|x-cp|cp)[-_]?(125\d|874)$/, 'windows-$1'],
  [/^(?:cp|ibm)[-_]?866$/, 'ibm866'],
  [/^iso[-_]?8859[-_](\d{1,2})$/, 'iso-8859-$1'],
  [/^koi8[-_]?([ru])$/, 'koi8-$1'],
  [/^latin-(\d)$/, 'latin$1'],
]

function standardName(charset: string): string {
  const name = charset.trim().toLowerCase()
  const alias = ALIASES.get(name)
  if (alias !== undefined) return alias
  const [pattern, spelling] = SPELLINGS.find(([spelt]) => spelt.test(name)) ?? []
  return pattern === undefined || spelling === undefined ? name : name.replace(pattern, spelling)
}

type Decoder = InstanceType<typeof TextDecoder>

function findDecoder(charset: string, mode: 'strict' | 'loose'): Decoder | null {
  try {
    return new TextDecoder(standardName(charset), { fatal: mode === 'strict' })
  } catch {
    return null // the constructor throws a RangeError for a name that it does not know
  }
}

function decodeStrictly(bytes: Uint8Array, charset: string): Decoded | null {
  const decoder = findDecoder(charset, 'strict')
  if (decoder === null) return null
  try {
    return { text: decoder.decode(bytes), encoding: decoder.encoding }
  } catch {
    return null
  }
}

function decodeLoosely(bytes: Uint8Array, charset: string): Decoded {
  const decoder = findDecoder(charset, 'loose') ?? new TextDecoder('utf-8')
  return { text: decoder.decode(bytes), encoding: decoder.encoding }
}

const isSingleByte = (encoding: string): boolean =>
  /^(windows-|iso-8859-|koi8-|macintosh|x-mac-|ibm866|x-user-defined)/.test(encoding)

/** Whether a few bytes are damaged and not the reading as such: where no other character speaks for it, it is wrong. */
function isMostlyWhole(text: string): boolean {
  const lost = text.split('\ufffd').length - 1
  const foreign = text.match(/[^\p{ASCII}]/gu)?.length ?? 0
  if (lost === foreign) return lost === 0
  return lost * 5 <= foreign || lost <= 2
}
