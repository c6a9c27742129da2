import type { Transport } from '../../../src/fetch/transport.ts'
import { configuredAddress } from './addresses.ts'
import type { MadeUpFeed } from './made-up-feed.ts'
import type { ServedDocument } from './serve-feed.ts'

export type Send = Transport['send']
export type Request = Parameters<Send>[0]

/** What a server gives back; `document` is what stands in the body, when that is the feed. */
export type Given = {
  readonly reply: Awaited<ReturnType<Send>>
  readonly document: ServedDocument | null
}

/** How one visit to a feed ended, after redirects. */
export type Visit = {
  readonly feed: MadeUpFeed
  readonly at: number
  /** The address in the configuration. */
  readonly configured: string
  /** The address that was asked first: the configured one, or the one that is asked in its place. */
  readonly start: string
  /** The host that answered. */
  readonly host: string
  readonly outcome: VisitOutcome
}

export type VisitOutcome =
  | {
      readonly kind: 'read'
      /** null: 304, it is what it was. */
      readonly document: ServedDocument | null
      /** Where it led for good. */
      readonly movedTo: string | null
      readonly neededCookie: boolean
      /** No redirect led away from the address that was asked. */
      readonly isAtHome: boolean
    }
  | {
      readonly kind: 'unreadable'
      readonly as: 'broken' | 'not-a-feed' | 'gone' | 'wants-post'
      /** By the server itself, and not by the network. */
      readonly isAnswered: boolean
    }
  | { readonly kind: 'throttled'; readonly seconds: number }

/** Every visit in its order, as the world saw it. */
export class VisitBook {
  readonly visits: Visit[] = []

  note(feed: MadeUpFeed, request: Request, given: Given, at: number): void {
    const outcome = outcomeOf(request, given)
    if (outcome === null) return
    const configured = configuredAddress(feed, at).url
    const { url, start } = request
    this.visits.push({ feed, at, configured, start: start.href, host: url.host, outcome })
  }
}

/** null: the visit goes on at another address. */
function outcomeOf(
  { url, start, headers }: Request,
  { reply, document }: Given,
): VisitOutcome | null {
  if (reply.kind === 'failed') return { kind: 'unreadable', as: 'broken', isAnswered: false }
  const neededCookie = headers['cookie'] !== undefined
  const isAtHome = url.href === start.href
  const movedTo = isAtHome || neededCookie ? null : url.href
  switch (reply.status) {
    case 301:
    case 302:
      return null
    case 200:
      if (document === null) return { kind: 'unreadable', as: 'not-a-feed', isAnswered: true }
      return { kind: 'read', document, movedTo, neededCookie, isAtHome }
    case 304:
      return { kind: 'read', document, movedTo, neededCookie, isAtHome }
    case 405:
      return { kind: 'unreadable', as: 'wants-post', isAnswered: true }
    case 410:
      return { kind: 'unreadable', as: 'gone', isAnswered: true }
    case 429:
    case 503:
      return { kind: 'throttled', seconds: secondsOf(reply.headers) }
    default:
      return { kind: 'unreadable', as: 'broken', isAnswered: true }
  }
}

function secondsOf(headers: Readonly<Record<string, string | string[] | undefined>>): number {
  const [asked, date] = [String(headers['retry-after']), String(headers['date'])]
  return /^\d+$/.test(asked) ? Number(asked) : (Date.parse(asked) - Date.parse(date)) / 1000
}
