/**
 * The shapes in which a secret comes back. Mail servers repeat the base64 of a login, web servers the header that they were
 * sent, and messages quote what they complain of; who looks for the secret as it is typed alone finds none of that.
 */

/** What is longer, a key of many lines, is encoded by nobody in passing. */
const LONGEST_ENCODED = 256
/** A shorter piece of base64 may stand in any text. */
const SHORTEST_PIECE = 8

/** The secret itself and what it looks like in an address, in JSON, and anywhere within base64; the longest first. */
export function listSecretForms(secret: string): readonly string[] {
  const forms = [secret, encodeForUrl(secret), JSON.stringify(secret).slice(1, -1)]
  if (secret.length <= LONGEST_ENCODED) forms.push(...listPieces(secret))
  return [...new Set(forms)].sort((a, b) => b.length - a.length)
}

/**
 * Base64 turns three bytes into four letters, so that it looks in three ways, by where the secret begins; the letters at its
 * ends, which its neighbours change, are left out.
 */
function listPieces(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const pieces = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
    const firstOwn = Math.ceil((before * 8) / 6)
    const lastOwn = Math.floor((whole.length * 8) / 6)
    return whole.toString('base64').slice(firstOwn, lastOwn)
  })
  return pieces
    .filter((piece) => piece.length >= SHORTEST_PIECE)
    .flatMap((piece) => [piece, piece.replaceAll('+', '-').replaceAll('/', '_')])
}

/** As it would stand in a URL, for example in smtp://user:SECRET@host. */
function encodeForUrl(secret: string): string {
  try {
    return encodeURIComponent(secret)
  } catch {
    return secret // a lone surrogate
  }
}
