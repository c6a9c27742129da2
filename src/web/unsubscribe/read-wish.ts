import type { UnsubscribeWish } from '../../pipeline/unsubscribe.ts'

/** Names of the buttons' values. */
export const WISHES: Readonly<Record<'subscription' | 'everything' | 'again', UnsubscribeWish>> = {
  subscription: { kind: 'stop-subscription', via: 'page' },
  everything: { kind: 'stop-everything', via: 'page' },
  again: { kind: 'resume' },
}

const ONE_CLICK: UnsubscribeWish = { kind: 'stop-subscription', via: 'one-click' }

/** What mail programs send has some thirty bytes, in parts a few hundred. */
const MAX_BODY_BYTES = 16 * 1024

/**
 * What a POST asks for. Mail programs say `List-Unsubscribe=One-Click` (RFC 8058) in one of two encodings, some say nothing;
 * whatever does not come from one of our buttons is that wish, for only a person who wants to leave makes anybody send it.
 * Null for a body that is larger than any of that.
 */
export async function readWish(request: Request): Promise<UnsubscribeWish | null> {
  const body = await readBody(request)
  if (body === null) return null
  const headers = { 'content-type': request.headers.get('content-type') ?? '' }
  // rejects where the body is not what its type says
  const form = await new Response(body, { headers }).formData().catch(() => null)
  const wish = form?.get('wish')
  const isButton = typeof wish === 'string' && Object.hasOwn(WISHES, wish)
  return isButton ? WISHES[wish as keyof typeof WISHES] : ONE_CLICK // a key, as just seen
}

/** Counted while it comes, because a body in chunks does not say how large it is. */
async function readBody(request: Request): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = []
  let byteCount = 0
  for await (const chunk of request.body ?? []) {
    byteCount += chunk.byteLength
    if (byteCount > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
