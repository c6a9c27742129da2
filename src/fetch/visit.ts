/** One request to one address, read within its limits. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { FetchFailed } from '../core/feed/fetch-result.ts'
import { decompress, parseCodings } from './decompress.ts'
import { Exchange, type Means } from './exchange.ts'
import { explainFailure } from './explain-failure.ts'
import { describeBytes, VisitError } from './failure.ts'
import type { FetchLimits } from './fetch-limits.ts'
import { GrowingBytes } from './growing-bytes.ts'
import { type Answer, isSuccess } from './read-answer.ts'
import type { HopRequest } from './transport.ts'

const NO_BODY = new Uint8Array()
const NOT_MODIFIED = 304

/**
 * The answer, its body only when the status is 2xx; or why there is none. The connection stays open only where its answer was
 * read to the end, for a moment, for others. One that its server closed at the moment when it was to be used again is no
 * failure of the feed: it is asked once more over a new one.
 */
export async function visit(
  request: HopRequest,
  means: Means,
  signal: AbortSignal,
): Promise<Answer | FetchFailed> {
  const startedAt = performance.now()
  const mayReuse = request.method === 'GET'
  const answer = await attempt(request, means, mayReuse, signal)
  if (answer !== 'stale') return answer
  const remainingMs = request.remainingMs - (performance.now() - startedAt)
  const again = await attempt({ ...request, remainingMs }, means, false, signal)
  if (again === 'stale') throw new Error('a new connection cannot be stale')
  return again
}

async function attempt(
  request: HopRequest,
  means: Means,
  mayReuse: boolean,
  signal: AbortSignal,
): Promise<Answer | FetchFailed | 'stale'> {
  const exchange = new Exchange(request, means, mayReuse, signal)
  try {
    return await Promise.race([
      exchange.stopped,
      readAll(exchange, request.maxBodyBytes, means.limits),
    ])
  } catch (error) {
    if (exchange.isStale) return 'stale'
    return explainFailure(error, exchange.phase, request.url, request.start)
  } finally {
    exchange.close()
  }
}

async function readAll(
  exchange: Exchange,
  maxBodyBytes: number,
  { maxCompressedBytes }: FetchLimits,
): Promise<Answer> {
  const response = await exchange.open()
  const { statusCode: status = 0, headers } = response
  if (status === NOT_MODIFIED) {
    exchange.keep()
    await passBy(response)
  }
  if (!isSuccess(status)) return { kind: 'answer', status, headers, body: NO_BODY }

  const codings = parseCodings(headers['content-encoding'])
  const isPlain = codings.length === 0
  const maxWireBytes = isPlain ? maxBodyBytes : maxCompressedBytes
  const bytes = await readBytes(response, maxWireBytes).catch((error: unknown) => {
    throw error instanceof VisitError ? error : (exchange.firstError ?? error)
  })
  // without a length or chunks, a connection that was reset looks like one that ended
  if (!isFramed(headers) && exchange.firstError !== null) throw exchange.firstError
  if (response.complete) exchange.keep()
  return {
    kind: 'answer',
    status,
    headers,
    body: await decompress(bytes, codings, maxBodyBytes),
  }
}

function isFramed(headers: IncomingHttpHeaders): boolean {
  const isChunked = headers['transfer-encoding']?.toLowerCase().includes('chunked') ?? false
  return isChunked || headers['content-length'] !== undefined
}

/** An answer without a body: its connection is free once that is noticed. */
async function passBy(response: IncomingMessage): Promise<void> {
  await new Promise<void>((resolve) => {
    response.once('end', resolve)
    response.once('close', resolve)
    response.resume()
  })
}

async function readBytes(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const announced = Number(response.headers['content-length'] ?? 0)
  if (announced > maxBytes) {
    throw new VisitError(
      'too-large',
      `the body is announced with ${announced} bytes, more than ${describeBytes(maxBytes)}`,
    )
  }
  return await new Promise((resolve, reject) => {
    const bytes = new GrowingBytes(announced)
    response.on('data', (chunk: Buffer) => {
      if (bytes.length + chunk.length <= maxBytes) bytes.add(chunk)
      else reject(new VisitError('too-large', `the body is larger than ${describeBytes(maxBytes)}`))
    })
    response.once('end', () => resolve(bytes.take()))
    response.once('error', reject)
    response.once('close', () => {
      if (!response.readableEnded) reject(new VisitError('protocol', 'the answer broke off'))
    })
  })
}
