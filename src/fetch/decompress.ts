/**
 * Undoes Content-Encoding within a limit. zlib counts what comes out and stops there, so a small bomb costs no more
 * than an honest body of the largest size.
 */
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { describeBytes, VisitError } from './failure.ts'

/** What we can undo, as it stands in Accept-Encoding. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd'

/** One is usual, two happens behind a proxy; more is an attack on our time. */
const MAX_CODINGS = 2
/** RFC 9659: zstd over HTTP needs a window of 8 MiB at most; zlib would take 128 MiB. */
const ZSTD_WINDOW_LOG = 23
/** No coding at all, although named: servers have been seen to put a charset here. */
const NO_CODING: ReadonlySet<string> = new Set(['', 'identity', 'none', 'utf-8'])

type Decode = (bytes: Uint8Array, maxOutputLength: number) => Promise<Uint8Array>

const gunzip = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.gunzip)
const inflate = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.inflate)
const inflateRaw = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.inflateRaw)
const brotli = promisify<Uint8Array, zlib.BrotliOptions, Uint8Array>(zlib.brotliDecompress)
const zstd = promisify<Uint8Array, zlib.ZstdOptions, Uint8Array>(zlib.zstdDecompress)

const decoders: ReadonlyMap<string, Decode> = new Map([
  ['gzip', decodeGzip],
  ['x-gzip', decodeGzip],
  ['deflate', decodeDeflate],
  ['br', decodeBrotli],
  ['zstd', decodeZstd],
])

/** The codings of a Content-Encoding header in the order in which they were applied; empty for a plain body. */
export function parseCodings(contentEncoding: string | undefined): readonly string[] {
  return (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => !NO_CODING.has(coding))
}

/**
 * The body without its codings.
 *
 * @throws VisitError `too-large` beyond `maxBytes`; `bad-encoding` for bytes that do not decompress, for an unknown
 * coding and for too many of them
 */
export async function decompress(
  bytes: Uint8Array,
  codings: readonly string[],
  maxBytes: number,
): Promise<Uint8Array> {
  if (codings.length > MAX_CODINGS) {
    throw new VisitError('bad-encoding', `the body is packed ${codings.length} times over`)
  }
  let decoded = bytes
  for (const coding of codings.toReversed()) {
    decoded = decoded.length === 0 ? decoded : await decodeOne(decoded, coding, maxBytes)
  }
  return decoded
}

async function decodeOne(bytes: Uint8Array, coding: string, maxBytes: number): Promise<Uint8Array> {
  const decode = decoders.get(coding)
  if (decode === undefined) {
    throw new VisitError('bad-encoding', 'the body has a Content-Encoding that we do not know')
  }
  try {
    return await decode(bytes, maxBytes)
  } catch (error) {
    const isTooLarge = error instanceof RangeError // ERR_BUFFER_TOO_LARGE; bad data is a plain Error
    const failure = isTooLarge
      ? new VisitError('too-large', `the body unpacks to more than ${describeBytes(maxBytes)}`)
      : new VisitError('bad-encoding', `the body is announced as ${coding} and does not unpack`)
    failure.cause = error
    throw failure
  }
}

function decodeGzip(bytes: Uint8Array, maxOutputLength: number): Promise<Uint8Array> {
  return gunzip(bytes, { maxOutputLength })
}

/** Means a zlib wrapper (RFC 9110, section 8.4.1.2), yet many servers send the bare stream. */
function decodeDeflate(bytes: Uint8Array, maxOutputLength: number): Promise<Uint8Array> {
  return (hasZlibHeader(bytes) ? inflate : inflateRaw)(bytes, { maxOutputLength })
}

function decodeBrotli(bytes: Uint8Array, maxOutputLength: number): Promise<Uint8Array> {
  return brotli(bytes, { maxOutputLength })
}

function decodeZstd(bytes: Uint8Array, maxOutputLength: number): Promise<Uint8Array> {
  const params = { [zlib.constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG }
  return zstd(bytes, { maxOutputLength, params })
}

/** RFC 1950: method 8 in the low half of the first byte, and both bytes together a multiple of 31. */
function hasZlibHeader(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0
}
