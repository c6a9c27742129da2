/**
 * One HTTP request on a connection that nobody else uses meanwhile, with an end to every wait. Whatever ends it first, a
 * limit, the caller or the network, is remembered, because Node reports most of it as a mere "aborted" afterwards.
 */
import http from 'node:http'
import https from 'node:https'
import type { LookupFunction, Socket } from 'node:net'
import { onAbort } from '../core/abort-listeners.ts'
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
import type { RequestInHand, RequestsInHand } from './requests-in-hand.ts'
import type { HopRequest } from './transport.ts'

/** What requests are made with. */
export type Means = {
  readonly lookup: LookupFunction
  readonly connections: Connections
  readonly limits: FetchLimits
  readonly inHand: RequestsInHand
}

export class Exchange implements RequestInHand {
  readonly #request: HopRequest
  readonly #means: Means
  /** Whether a connection over which others have asked before will do. */
  readonly #mayReuse: boolean
  readonly #startedAtMs = performance.now()
  #attendedMs = 0
  readonly #stopped = Promise.withResolvers<never>()
  readonly #forgetSignal: () => void
  #sent: http.ClientRequest | null = null
  #socket: Socket | null = null
  #firstError: Error | null = null
  #phase: Phase
  #isWhole = false
  /** What had come over the connection before. */
  #bytesBefore = 0
  /** What had come when it was looked at last, and for how long that is all. */
  #bytesSeen = 0
  #silentMs = 0

  constructor(request: HopRequest, means: Means, mayReuse: boolean, signal: AbortSignal) {
    this.#request = request
    this.#means = means
    this.#mayReuse = mayReuse
    this.#stopped.promise.catch(() => undefined) // who waits for it is told all the same
    this.#phase = findLiteralAddress(request.url.hostname) === null ? 'lookup' : 'connect'
    means.inHand.add(this)
    this.#forgetSignal = onAbort(signal, () => this.abort())
  }

  /** How far it has come. */
  get phase(): Phase {
    return this.#phase
  }

  /** Sends the request. Resolves with the answer once its headers are there; rejects when they never come. */
  open(): Promise<http.IncomingMessage> {
    const { url, method, headers, addresses, body } = this.#request
    const { lookup, connections, limits } = this.#means
    if (this.#firstError !== null) throw this.#firstError // stopped before it began
    if (addresses === 'public') refusePrivateLiteral(url.hostname)

    const isTls = url.protocol === 'https:'
    const agents = this.#mayReuse ? connections[addresses] : connections.unshared
    const send = isTls ? https.request : http.request
    const request = send({
      // not the URL itself, which Node would take apart for four times as long as all else that it does here
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: `${url.pathname}${url.search}`,
      method,
      headers,
      agent: isTls ? agents.https : agents.http,
      lookup: addresses === 'public' ? publicLookup(lookup) : lookup,
      maxHeaderSize: limits.maxHeaderBytes,
    })
    this.#sent = request
    request.once('socket', (socket) => this.#watchSocket(socket))
    const response = new Promise<http.IncomingMessage>((resolve, reject) => {
      request.on('error', (error) => {
        this.#firstError ??= error // also keeps late errors from being unheard
        reject(error)
      })
      request.once('close', () => {
        if (this.#phase === 'body') return
        // the only event after a 101 that nobody asked for
        reject(new VisitError('protocol', 'the connection ended without an answer'))
      })
      request.once('response', (message) => {
        this.#reach('body')
        resolve(message)
      })
    })
    request.end(method === 'POST' ? (body ?? '') : undefined)
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
    const [sent, socket] = [this.#sent, this.#socket]
    if (sent === null || !sent.reusedSocket || this.#phase !== 'answer') return false
    const isOurs = this.#firstError instanceof VisitError
    return !isOurs && (socket?.bytesRead ?? 0) === this.#bytesBefore
  }

  /** The answer was read to its end, so that the connection may serve others. */
  keep(): void {
    this.#isWhole = true
    this.#socket = null // what comes over it from now on is not for us
  }

  /** Ends the connection unless it is kept. */
  close(): void {
    this.#means.inHand.remove(this)
    this.#forgetSignal()
    if (!this.#isWhole) this.#sent?.destroy()
  }

  abort(): void {
    this.#stop(new VisitError('aborted', 'we stopped the visit ourselves'))
  }

  look(nowMs: number, attendedMs: number): void {
    this.#attendedMs += attendedMs
    this.#silentMs += attendedMs
    const { limits } = this.#means
    const socket = this.#socket
    if (nowMs - this.#startedAtMs >= this.#request.remainingMs) {
      this.#stopLate(`the visit did not end within ${describeMs(limits.deadlineMs)}`)
    } else if (socket !== null) {
      this.#weigh(socket)
      this.#listen(socket)
    }
  }

  /** Runs before the request is written, so a peer that is refused gets none of it. */
  #watchSocket(socket: Socket): void {
    const { url, addresses } = this.#request
    this.#socket = socket
    this.#bytesBefore = socket.bytesRead
    this.#bytesSeen = this.#bytesBefore
    if (this.#sent?.reusedSocket) {
      this.#reach('answer')
      return
    }
    socket.on('lookup', (error) => {
      if (!error) this.#phase = 'connect'
    })
    socket.once('connect', () => {
      const peer = socket.remoteAddress
      if (peer === undefined) this.#stop(new VisitError('connect', 'the server broke off at once'))
      else if (addresses === 'public' && !isPublicAddress(peer)) {
        this.#stop(blockedAddress(url.hostname, peer))
      }
      if (url.protocol === 'https:') this.#phase = 'tls'
      else this.#reach('answer')
    })
    socket.once('secureConnect', () => this.#reach('answer'))
  }

  #reach(phase: Phase): void {
    this.#phase = phase
    this.#silentMs = 0
  }

  /** Node reads from the socket without any event of it; its counter goes up all the same. */
  #weigh(socket: Socket): void {
    const { maxWireBytes } = this.#means.limits
    if (socket.bytesRead - this.#bytesBefore <= maxWireBytes) return
    const what = `the server sent more than ${describeBytes(maxWireBytes)} and no whole answer`
    this.#stop(new VisitError('too-large', `${what}, ${waitedFor[this.#phase]}`))
  }

  #listen(socket: Socket): void {
    const { connectTimeoutMs, idleTimeoutMs } = this.#means.limits
    if (this.#phase !== 'answer' && this.#phase !== 'body') {
      if (this.#attendedMs < connectTimeoutMs) return
      this.#stopLate(`no connection within ${describeMs(connectTimeoutMs)}`)
    } else if (socket.bytesRead !== this.#bytesSeen) {
      this.#bytesSeen = socket.bytesRead
      this.#silentMs = 0
    } else if (this.#silentMs >= idleTimeoutMs) {
      this.#stopLate(`the server fell silent for ${describeMs(idleTimeoutMs)}`)
    }
  }

  #stopLate(what: string): void {
    this.#stop(new VisitError('timeout', `${what}, ${waitedFor[this.#phase]}`))
  }

  #stop(error: VisitError): void {
    this.#firstError ??= error // at once: whoever hears of it may ask before Node has told of it
    this.#stopped.reject(error)
    this.#sent?.destroy(error)
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
