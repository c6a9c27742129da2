import type { Validators } from '../core/feed/fetch-result.ts'

/** What to fetch, and what the fetcher may do for it. */
export type FetchRequest = {
  /** Absolute http or https address without credentials; a fragment is dropped. */
  readonly url: string
  readonly method: 'GET' | 'POST'
  /** Sent with POST alone; `application/x-www-form-urlencoded` unless `headers` name another Content-Type. */
  readonly body: string | null
  /** Extra headers. They may hold secrets, so a redirect to another origin goes without them. */
  readonly headers: Readonly<Record<string, string>>
  /** From the last visit; sent back as they came, with GET alone, to the address that gave them alone. */
  readonly validators: Validators | null
  /**
   * `public` refuses private, loopback, link-local and similar addresses, at every redirect too; `as-typed` does so for every
   * host but that of `url`, which a person has typed.
   */
  readonly addresses: 'public' | 'any' | 'as-typed'
  /** What the Accept header asks for. */
  readonly accept: 'feed' | 'page'
  /** Decoded bytes; lowers the fetcher's own limit and never raises it. */
  readonly maxBodyBytes?: number
}
