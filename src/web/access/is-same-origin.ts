import type { Context } from 'hono'

/**
 * Whether a request that changes something comes from a page of ours. Browsers say from where: in Sec-Fetch-Site, in
 * Origin, or in both; what says neither is no browser of these years. `null`, which Origin says of what hides where it is
 * from, is none of ours.
 */
export function isSameOrigin(context: Context, publicUrl: string | null): boolean {
  const site = context.req.header('sec-fetch-site')
  const origin = context.req.header('origin')
  if (site === undefined && origin === undefined) return false
  if (site !== undefined && site !== 'same-origin') return false
  return origin === undefined || isOwnOrigin(origin, context.req.header('host'), publicUrl)
}

/** A proxy that ends TLS may keep the Host header or replace it; with publicUrl both are understood. */
function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string | null): boolean {
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true
  const url = URL.parse(origin)
  return (
    url !== null && host !== undefined && url.host === URL.parse(`${url.protocol}//${host}`)?.host
  )
}
