/** One request to one address, read within its limits. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { FetchFailed } from '../core/feed/fetch-result.ts'
import { decompress, parseCodings } from './decompress.ts'
import { Exchange, type ExchangeOptions } from './exchange.ts'
import { explainFailure } from './explain-failure.ts'
import { describeBytes, VisitError } from './failure.ts'
import { type Answer, isSuccess } from './read-answer.ts'

export type VisitOptions = ExchangeOptions & {
  /** Where the chain of redirects began. */
  readonly start: URL
  /** Decoded bytes. */
  readonly maxBodyBytes: number
}

const NO_BODY = new Uint8Array()

/** The answer, its body only when the status is 2xx; or why there is none. Leaves no connection open. */
export async function visit(
  options: VisitOptions,
  signal: AbortSignal,
): Promise<Answer | FetchFailed> {
  const exchange = new Exchange(options, signal)
  try {
    return await Promise.race([exchange.stopped, readAll(exchange, options)])
  } catch (error) {
    return explainFailure(error, exchange.phase, options.url, options.start)
  } finally {
    exchange.close()
  }
}

async function readAll(exchange: Exchange, options: VisitOptions): Promise<Answer> {
  const response = await exchange.open()
  const { statusCode: status = 0, headers } = response
  if (!isSuccess(status)) return { kind: 'answer', status, headers, body: NO_BODY }

  const codings = parseCodings(headers['content-encoding'])
  const isPlain = codings.length === 0
  const maxWireBytes = isPlain ? options.maxBodyBytes : options.limits.maxCompressedBytes
  const bytes = await readBytes(response, maxWireBytes).catch((error: unknown) => {
    throw error instanceof VisitError ? error : (exchange.firstError ?? error)
  })
  // without a length or chunks, a connection that was reset looks like one that ended
  if (!isFramed(headers) && exchange.firstError !== null) throw exchange.firstError
  return {
    kind: 'answer',
    status,
    headers,
    body: await decompress(bytes, codings, options.maxBodyBytes),
  }
}

function isFramed(headers: IncomingHttpHeaders): boolean {
  const isChunked = headers['transfer-encoding']?.toLowerCase().includes('chunked') ?? false
  return isChunked || headers['content-length'] !== undefined
}

async function readBytes(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const announced = Number(response.headers['content-length'] ?? 0)
  if (announced > maxBytes) {
    throw new VisitError(
      'too-large',
      `the body is announced with ${announced} bytes, more than ${describeBytes(maxBytes)}`,
    )
  }
  const chunks: Buffer[] = []
  let byteCount = 0
  const stream: AsyncIterable<Buffer> = response // bytes, as no encoding is set
  for await (const chunk of stream) {
    byteCount += chunk.length
    if (byteCount > maxBytes) {
      throw new VisitError('too-large', `the body is larger than ${describeBytes(maxBytes)}`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
