import { findDeclaredCharset } from './declared-charset.ts'
import {
  type Decoded,
  decodeLoosely,
  decodeStrictly,
  findEncoding,
  isSingleByte,
} from './decode-charset.ts'
import { decodeUtf32, findUtf32 } from './decode-utf32.ts'
import { findMultiByte } from './find-multi-byte.ts'
import { guessCharset } from './guess-charset.ts'
import { repairDoubleUtf8 } from './repair-double-utf8.ts'

/**
 * Bytes to text. The order is BOM, HTTP header, the document's own declaration, UTF-8; but a charset that the
 * bytes contradict is passed over, because headers and declarations go stale: one ministry changed from EUC-KR
 * to UTF-8 within a week. A charset of one byte fits any bytes, so that nothing contradicts it: it yields to one of several
 * bytes that is declared beside it or shows in the text (find-multi-byte.ts), as servers name one for all they have. Never fails: at worst a few characters come out as U+FFFD, and `problems` says so.
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
  const isAscii = decoded.encoding === UTF_8 && decoded.text.length === bytes.length
  if (isAscii) return decoded
  const repaired = repairDoubleUtf8(decoded.text)
  if (repaired === null) return decoded
  const problem = 'it was encoded as UTF-8 twice, and is decoded twice'
  return { ...decoded, text: repaired, problems: [...decoded.problems, problem] }
}

const UTF_8 = 'utf-8'

function decodeAsDeclared(bytes: Uint8Array, contentType: string | null): DecodedText {
  const utf32 = findUtf32(bytes)
  if (utf32 !== null) return { text: decodeUtf32(bytes, utf32), encoding: 'utf-32', problems: [] }
  const certain = findEvidentCharset(bytes)
  if (certain !== null) return { ...decodeLoosely(bytes, certain), problems: [] }

  const named = findNamedCharsets(bytes, contentType)
  const problems = named
    .filter((charset) => findEncoding(charset) === null)
    .map((charset) => `the charset “${charset}” is unknown`)
  const known = named.filter((charset) => findEncoding(charset) !== null)

  // text that is also valid UTF-8 beyond ASCII is UTF-8 in fact, whatever charset of one byte is declared
  const utf8 = decodeStrictly(bytes, UTF_8)
  const isReallyUtf8 = utf8 !== null && utf8.text.length < bytes.length
  for (const charset of known) {
    const decoded = findEncoding(charset) === UTF_8 ? utf8 : decodeStrictly(bytes, charset)
    if (decoded === null) {
      problems.push(`the text is not valid ${charset}, though declared so`)
      continue
    }
    if (!isSingleByte(decoded.encoding)) return { ...decoded, problems }
    if (isReallyUtf8) {
      problems.push(`declared as ${charset}, but it is UTF-8`)
      return { ...utf8, problems }
    }
    const other = findMultiByte(bytes, decoded, known)
    if (other === null) return { ...decoded, problems }
    problems.push(`declared as ${charset}, but it is ${other.encoding}`)
    return { ...other, problems: [...problems, ...listLost(other)] }
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
  const isNarrow = (charset: string): boolean => isSingleByte(findEncoding(charset) ?? '')
  const guessed = guessCharset(bytes)
  const isEastAsian = guessed !== null && !isSingleByte(guessed)
  const wide = [...known.filter((charset) => !isNarrow(charset)), 'utf-8']
  // a charset of one byte that leaves a few bytes out still fits nearly anything
  const narrow = isEastAsian ? [] : known.filter(isNarrow)
  for (const charset of [...wide, ...narrow]) {
    const loose = decodeLoosely(bytes, charset)
    if (isMostlyWhole(loose.text)) return { ...loose, problems: [...problems, ...listLost(loose)] }
  }
  const read = decodeLoosely(bytes, guessed ?? 'windows-1252')
  const problem = `read as ${read.encoding}, judging by its characters`
  return { ...read, problems: [...problems, problem, ...listLost(read)] }
}

const listLost = ({ text, encoding }: Decoded): readonly string[] =>
  text.includes('\ufffd') ? [`some characters are not valid ${encoding} and are lost`] : []

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

const isValidUtf8 = (bytes: Uint8Array): boolean => decodeStrictly(bytes, UTF_8) !== null

/** What header and document say, as lower-case names, each once. */
function findNamedCharsets(bytes: Uint8Array, contentType: string | null): readonly string[] {
  const named = [charsetOf(contentType), findDeclaredCharset(bytes)]
  return [...new Set(named.flatMap((charset) => (charset === null ? [] : [charset.toLowerCase()])))]
}

function charsetOf(contentType: string | null): string | null {
  return /charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType ?? '')?.[1] ?? null
}

/** Whether a few bytes are damaged and not the reading as such: where no other character speaks for it, it is wrong. */
function isMostlyWhole(text: string): boolean {
  const lost = text.split('\ufffd').length - 1
  const foreign = text.match(/[^\p{ASCII}]/gu)?.length ?? 0
  if (lost === foreign) return lost === 0
  return lost * 5 <= foreign || lost <= 2
}
