/**
 * Servers on 127.0.0.1 for one test: they record what they were asked, and end with the test. Names ending in
 * `.example` stand for 127.0.0.1, so that redirects can cross hosts; no other name is ever looked up.
 */
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo, type LookupFunction, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { FetchRequest } from '../../../src/fetch/fetch-request.ts'
import { Fetcher, type FetcherOptions } from '../../../src/fetch/fetcher.ts'

type Seen = {
  readonly method: string
  readonly path: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

type OddServer = {
  readonly port: number
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  /** In the order in which they came. */
  readonly seen: readonly Seen[]
  /** Connections that are open now. */
  readonly openSockets: ReadonlySet<Socket>
}

type Handler = (request: Seen, response: http.ServerResponse) => void

export async function startServer(handler: Handler): Promise<OddServer> {
  const seen: Seen[] = []
  const server = http.createServer(recording(seen, handler))
  return { ...(await listen(server, 'http')), seen }
}

export async function startTlsServer(
  handler: Handler,
  certificate: 'valid' | 'expired' = 'valid',
): Promise<OddServer> {
  const seen: Seen[] = []
  const credentials = { key: readPem('key'), cert: readPem(certificate) }
  const server = https.createServer(credentials, recording(seen, handler))
  return { ...(await listen(server, 'https')), seen }
}

/** A server that answers every connection with these bytes, whatever was asked; `then` may go on from there. */
export async function startRawServer(
  bytes: string,
  then: (socket: Socket) => void = () => undefined,
): Promise<OddServer> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.write(bytes, 'latin1')
      then(socket)
    })
  })
  return { ...(await listen(server, 'http')), seen: [] }
}

/** A port on which nobody listens. */
export async function findClosedPort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A fetcher that is closed with the test. */
export function makeFetcher(options: Partial<FetcherOptions> = {}): Fetcher {
  const fetcher = new Fetcher({ userAgent: 'Policywatch/test', perHost: 2, lookup, ...options })
  onTestFinished(() => fetcher.close())
  return fetcher
}

export function requestFor(url: string, overrides: Partial<FetchRequest> = {}): FetchRequest {
  return {
    url,
    method: 'GET',
    body: null,
    headers: {},
    validators: null,
    addresses: 'any',
    accept: 'feed',
    ...overrides,
  }
}

/** For visits that nobody stops. */
export const never = new AbortController().signal

export function readPem(name: 'key' | 'valid' | 'expired'): Buffer {
  return readFileSync(new URL(`tls/${name}.pem`, import.meta.url))
}

/** Answers every lookup with these addresses. */
export function lookupOf(...addresses: readonly string[]): LookupFunction {
  return (_hostname, _options, callback) => {
    const found = addresses.map((address) => ({ address, family: net.isIP(address) }))
    setImmediate(callback, null, found)
  }
}

export function failingLookup(code: string): LookupFunction {
  return (hostname, _options, callback) => {
    const error = Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), { code })
    setImmediate(callback, error, [])
  }
}

const lookup: LookupFunction = (hostname, options, callback) => {
  const answer = hostname.endsWith('.example') ? lookupOf('127.0.0.1') : failingLookup('ENOTFOUND')
  answer(hostname, options, callback)
}

function recording(seen: Seen[], handler: Handler): http.RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const entry: Seen = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      }
      seen.push(entry)
      handler(entry, response)
    })
  }
}

async function listen(server: net.Server, scheme: string): Promise<Omit<OddServer, 'seen'>> {
  const openSockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    openSockets.add(socket)
    socket.on('close', () => openSockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of openSockets) socket.destroy()
    await closed
  })
  const { port } = server.address() as AddressInfo
  return { port, origin: `${scheme}://127.0.0.1:${port}`, openSockets }
}
