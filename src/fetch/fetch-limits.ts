import { MAX_DOCUMENT_BYTES } from '../core/feed/document-limit.ts'

/**
 * Every wait, size and count of a visit has an end. The defaults suit slow ministries far away, and stay harmless
 * when thousands of servers misbehave at once.
 */
export type FetchLimits = {
  readonly deadlineMs: number
  readonly connectTimeoutMs: number
  readonly attemptTimeoutMs: number
  readonly idleTimeoutMs: number
  readonly maxHeaderBytes: number
  readonly maxCompressedBytes: number
  readonly maxDecodedBytes: number
  readonly maxWireBytes: number
  readonly maxRedirects: number
}

export const defaultLimits: FetchLimits = {
  /** Over the whole visit, redirects included: alone stops a body that drips, or interim answers without end. */
  deadlineMs: 15_000,
  /** Looking up, connecting and shaking hands: a dead host is known well before the deadline. */
  connectTimeoutMs: 10_000,
  /** Before the next address of a host is tried; Node's 250 ms gives up on servers a continent away. */
  attemptTimeoutMs: 2_500,
  /** Silence between two bytes: a live server, however slow, says something. */
  idleTimeoutMs: 10_000,
  /** Twice Node's default: some portals set dozens of cookies. */
  maxHeaderBytes: 32 * 1024,
  /** A feed of megabytes packs to a tenth: what is larger than this on the wire is no feed. */
  maxCompressedBytes: 8 * 1024 * 1024,
  maxDecodedBytes: MAX_DOCUMENT_BYTES,
  /**
   * All that one connection may bring: twice the largest body, for chunks of a few bytes. What no other size counts, such as
   * interim answers and chunks that are all frame, would keep this thread busy until the deadline.
   */
  maxWireBytes: 32 * 1024 * 1024,
  /** As the longest honest chain (http, https, www, cookie, page); more is a maze. */
  maxRedirects: 5,
}
