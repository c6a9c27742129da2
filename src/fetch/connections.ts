import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'

/** Where requests of one kind get their connections. */
export type Agents = { readonly http: http.Agent; readonly https: https.Agent }

/**
 * Connections by who may use them. One that led to a private address is never handed to a visit that must stay on the public
 * internet, and what must not be sent twice goes by a connection that nobody used before.
 */
export type Connections = {
  readonly public: Agents
  readonly any: Agents
  readonly unshared: Agents
}

/**
 * So long a connection waits for the next feed of its host. A round asks all feeds of a ministry within moments; between rounds
 * thousands of open connections would cost more memory than shaking hands again costs time.
 */
const IDLE_MS = 1_500
/** Connections that wait, of all hosts together: some 5 KB each. */
const MOST_IDLE = 512
/** With TLS some 140 KB each. */
const MOST_IDLE_TLS = 64

export function openConnections(attemptTimeoutMs: number): Connections {
  const shared = (): Agents => {
    const options = {
      keepAlive: true,
      timeout: IDLE_MS,
      autoSelectFamilyAttemptTimeout: attemptTimeoutMs,
    }
    return {
      http: keepFew(new http.Agent(options), MOST_IDLE),
      https: keepFew(new https.Agent(options), MOST_IDLE_TLS),
    }
  }
  const single = { keepAlive: false, autoSelectFamilyAttemptTimeout: attemptTimeoutMs }
  const unshared = { http: new http.Agent(single), https: new https.Agent(single) }
  return { public: shared(), any: shared(), unshared }
}

export function closeConnections({ public: one, any, unshared }: Connections): void {
  for (const agents of [one, any, unshared]) {
    agents.http.destroy()
    agents.https.destroy()
  }
}

/** Node bounds the connections that wait for each host, not those of all hosts together. */
function keepFew<A extends http.Agent>(agent: A, most: number): A {
  const idle = new Set<Duplex>()
  const watched = new WeakSet<Duplex>()
  const keep = agent.keepSocketAlive.bind(agent) as (socket: Duplex) => boolean // as documented, unlike its type
  const reuse = agent.reuseSocket.bind(agent)
  agent.keepSocketAlive = (socket): boolean => {
    if (idle.size >= most || !keep(socket)) return false
    idle.add(socket)
    if (!watched.has(socket)) socket.once('close', () => idle.delete(socket))
    watched.add(socket)
    return true
  }
  agent.reuseSocket = (socket, request): void => {
    idle.delete(socket)
    reuse(socket, request)
  }
  return agent
}
