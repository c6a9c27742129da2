/** What became of handing one message to a mail server (or to the outbox folder). */
export type SendResult =
  /** The server took responsibility; `response` is its line, for example `250 2.0.0 queued as 4F1`. */
  | { readonly kind: 'accepted'; readonly response: string }
  /** The server said no. A permanent refusal (5xx) is not tried again; 4xx is. */
  | {
      readonly kind: 'refused'
      readonly isPermanent: boolean
      readonly code: number
      readonly response: string
    }
  /**
   * The message surely did not leave: no connection, no TLS, no login, a cut before DATA. Here and below, `message` is a
   * sentence of its own: what went wrong, and why.
   */
  | { readonly kind: 'unreachable'; readonly message: string }
  /** The message had begun to leave when the connection was lost: the server may or may not have it. */
  | { readonly kind: 'uncertain'; readonly message: string }
