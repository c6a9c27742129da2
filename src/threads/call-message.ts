/** What the thread of a CallThread finds as its `workerData`. */
export type CallThreadData = {
  /** How long a result waits for others, to be told in one message with them; see MessageBatch. */
  readonly gatherMs: number
  /** What its entry needs. */
  readonly data: unknown
}

/** What the thread of a CallThread is told, several at a time. */
export type CallOrder<Request> =
  | { readonly kind: 'call'; readonly id: number; readonly request: Request }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'close' }

/** What it tells, several at a time. */
export type CallReport<Result> = {
  /** That of the order. */
  readonly id: number
  readonly outcome:
    | { readonly kind: 'result'; readonly result: Result }
    | { readonly kind: 'fault'; readonly error: unknown }
}
