/**
 * One HTTP request on a connection that nobody else uses meanwhile, with a timer for every wait. Whatever ends it first, a
 * limit, the caller or the network, is remembered, because Node reports most of it as a mere "aborted" afterwards.
 */
import http from 'node:http'
import https from 'node:https'
import type { LookupFunction, Socket } from 'node:net'
import {
  blockedAddress,
  findLiteralAddress,
  isPublicAddress,
  publicLookup,
  refusePrivateLiteral,
} from './address-guard.ts'
import type { Connections } from './connections.ts'
import type { Phase } from './explain-failure.ts'
import { describeBytes, VisitError } from './failure.ts'
import type { FetchLimits } from './fetch-limits.ts'

/** A flood on a fast network brings some ten megabytes in between. */
const WEIGHING_INTERVAL_MS = 100

export type ExchangeOptions = {
  readonly url: URL
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly addresses: 'public' | 'any'
  readonly lookup: LookupFunction
  readonly connections: Connections
  /** Whether a connection over which others have asked before will do. */
  readonly mayReuse: boolean
  readonly limits: FetchLimits
  /** What is left of the deadline over the whole visit. */
  readonly remainingMs: number
}

export class Exchange {
  readonly #options: ExchangeOptions
  readonly #signal: AbortSignal
  readonly #onAbort = (): void =>
    this.#stop(new VisitError('aborted', 'we stopped the visit ourselves'))
  readonly #timers: NodeJS.Timeout[] = []
  readonly #stopped = Promise.withResolvers<never>()
  #request: http.ClientRequest | null = null
  #firstError: Error | null = null
  #phase: Phase
  #isWhole = false
  /** What had come over the connection before. */
  #bytesBefore = 0

  constructor(options: ExchangeOptions, signal: AbortSignal) {
    this.#options = options
    this.#signal = signal
    this.#stopped.promise.catch(() => undefined) // who waits for it is told all the same
    this.#phase = findLiteralAddress(options.url.hostname) === null ? 'lookup' : 'connect'
  }

  /** How far it has come. */
  get phase(): Phase {
    return this.#phase
  }

  /** Sends the request. Resolves with the answer once its headers are there; rejects when they never come. */
  open(): Promise<http.IncomingMessage> {
    const { url, method, headers, addresses, lookup, connections, mayReuse, limits } = this.#options
    if (addresses === 'public') refusePrivateLiteral(url.hostname)

    const agents = mayReuse ? connections[addresses] : connections.unshared
    const send = url.protocol === 'https:' ? https.request : http.request
    const request = send(url, {
      method,
      headers,
      agent: url.protocol === 'https:' ? agents.https : agents.http,
      lookup: addresses === 'public' ? publicLookup(lookup) : lookup,
      maxHeaderSize: limits.maxHeaderBytes,
      timeout: limits.idleTimeoutMs,
    })
    this.#request = request
    this.#watch(request)
    const response = new Promise<http.IncomingMessage>((resolve, reject) => {
      // the only event after a 101 that nobody asked for
      const endWithoutAnswer = (): void =>
        reject(new VisitError('protocol', 'the connection ended without an answer'))
      request.once('error', reject)
      request.once('close', endWithoutAnswer)
      request.once('response', (message) => {
        this.#phase = 'body'
        request.off('close', endWithoutAnswer)
        resolve(message)
      })
    })
    request.end(method === 'POST' ? (this.#options.body ?? '') : undefined)
    return response
  }

  /**
   * Rejects when a limit or the caller ends the exchange, and never resolves. To be raced with all reading: Node
   * leaves some destroyed requests without any event, and ends some cut bodies as if they were whole.
   */
  get stopped(): Promise<never> {
    return this.#stopped.promise
  }

  /** The first thing that went wrong on the connection, even if Node took it for a regular end. */
  get firstError(): Error | null {
    return this.#firstError
  }

  /**
   * Whether nothing came over a connection that others had used: the server has closed it at the same moment, as it may, and
   * has not seen the request.
   */
  get isStale(): boolean {
    const request = this.#request
    if (request === null || !request.reusedSocket || this.#phase !== 'answer') return false
    const isOurs = this.#firstError instanceof VisitError
    return !isOurs && (request.socket?.bytesRead ?? 0) === this.#bytesBefore
  }

  /** The answer was read to its end, so that the connection may serve others. */
  keep(): void {
    this.#isWhole = true
  }

  /** Ends every timer, and the connection unless it is kept. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#signal.removeEventListener('abort', this.#onAbort)
    if (!this.#isWhole) this.#request?.destroy()
  }

  #watch(request: http.ClientRequest): void {
    const { limits, remainingMs } = this.#options
    request.on('error', (error) => {
      this.#firstError ??= error // also keeps late errors from being unheard
    })
    request.once('socket', (socket) => this.#watchSocket(socket))
    request.once('timeout', () =>
      this.#stopLate(`the server fell silent for ${describeMs(limits.idleTimeoutMs)}`),
    )
    this.#timers.push(
      setTimeout(
        () => this.#stopLate(`the visit did not end within ${describeMs(limits.deadlineMs)}`),
        Math.max(1, remainingMs),
      ),
    )
    this.#signal.addEventListener('abort', this.#onAbort)
    if (this.#signal.aborted) this.#onAbort()
  }

  /** Runs before the request is written, so a peer that is refused gets none of it. */
  #watchSocket(socket: Socket): void {
    const { url, addresses, limits } = this.#options
    this.#bytesBefore = socket.bytesRead
    this.#timers.push(setInterval(() => this.#weigh(socket), WEIGHING_INTERVAL_MS))
    if (this.#request?.reusedSocket) {
      this.#phase = 'answer'
      return
    }
    const isTls = url.protocol === 'https:'
    const connectTimer = setTimeout(
      () => this.#stopLate(`no connection within ${describeMs(limits.connectTimeoutMs)}`),
      limits.connectTimeoutMs,
    )
    this.#timers.push(connectTimer)
    socket.on('lookup', (error) => {
      if (!error) this.#phase = 'connect'
    })
    socket.once('connect', () => {
      const peer = socket.remoteAddress
      if (peer === undefined) this.#stop(new VisitError('connect', 'the server broke off at once'))
      else if (addresses === 'public' && !isPublicAddress(peer)) {
        this.#stop(blockedAddress(url.hostname, peer))
      }
      this.#phase = isTls ? 'tls' : 'answer'
      if (!isTls) clearTimeout(connectTimer)
    })
    socket.once('secureConnect', () => {
      this.#phase = 'answer'
      clearTimeout(connectTimer)
    })
  }

  /** Node reads from the socket without any event of it; its counter goes up all the same. */
  #weigh(socket: Socket): void {
    const { maxWireBytes } = this.#options.limits
    if (socket.bytesRead - this.#bytesBefore <= maxWireBytes) return
    const what = `the server sent more than ${describeBytes(maxWireBytes)} and no whole answer`
    this.#stop(new VisitError('too-large', `${what}, ${waitedFor[this.#phase]}`))
  }

  #stopLate(what: string): void {
    this.#stop(new VisitError('timeout', `${what}, ${waitedFor[this.#phase]}`))
  }

  #stop(error: VisitError): void {
    this.#stopped.reject(error)
    this.#request?.destroy(error)
  }
}

const waitedFor: Readonly<Record<Phase, string>> = {
  lookup: 'while its name was looked up',
  connect: 'while connecting',
  tls: 'while agreeing on a secure connection',
  answer: 'while waiting for the answer',
  body: 'while reading the body',
}

function describeMs(ms: number): string {
  return `${ms / 1000} s`
}
