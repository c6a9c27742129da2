import type { MiddlewareHandler } from 'hono'

/** What a form or a script may send; a configuration with thousands of rules has less. */
const MOST_BYTES = 2_000_000

/** Refuses what is larger, by the length that is announced; browsers announce it, and Node holds them to it. */
export const limitBody: MiddlewareHandler = async (context, next) => {
  if (context.req.header('transfer-encoding') !== undefined) {
    return context.text('Please say how long it is.\n', 411)
  }
  if (Number(context.req.header('content-length') ?? 0) > MOST_BYTES) {
    return context.text('That is more than a form of these pages sends.\n', 413)
  }
  return await next()
}
