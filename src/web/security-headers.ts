import type { MiddlewareHandler } from 'hono'

/** Pages take style, script and frames from here alone, and no page of others may frame them. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"

/** The frame shows what came by mail: no script, nothing from elsewhere, no form, no way out but a new page. */
export const FRAME_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

/** Sets the headers of every answer; a handler may replace single ones. */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  context.header('content-security-policy', PAGE_POLICY)
  context.header('x-content-type-options', 'nosniff')
  context.header('x-frame-options', 'SAMEORIGIN')
  // not no-referrer, with which browsers say `Origin: null` even to ourselves (Fetch standard, "append a request Origin header")
  context.header('referrer-policy', 'same-origin')
  context.header('cross-origin-resource-policy', 'same-origin')
  context.header('cross-origin-opener-policy', 'same-origin')
  context.header('cache-control', 'no-store')
  await next()
}
