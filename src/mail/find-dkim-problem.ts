import { createPrivateKey, type KeyObject } from 'node:crypto'

/** Receivers disregard shorter keys (RFC 8301). */
const MIN_BITS = 1024

/**
 * What keeps a key from signing, as a sentence, or null. nodemailer signs with RSA only and leaves a message unsigned
 * without a word when the key does not work, so the key is looked at beforehand.
 */
export function findDkimProblem(key: string): string | null {
  const parsed = parseKey(key)
  if (parsed === null) {
    return 'The DKIM key cannot be read: it has to be an unencrypted private key in PEM form, beginning with -----BEGIN'
  }
  if (parsed.asymmetricKeyType !== 'rsa') {
    return `The DKIM key is of the kind ${parsed.asymmetricKeyType}: only RSA keys are supported`
  }
  const bits = parsed.asymmetricKeyDetails?.modulusLength ?? 0
  return bits < MIN_BITS ? `The DKIM key has ${bits} bits: at least ${MIN_BITS} are needed` : null
}

function parseKey(key: string): KeyObject | null {
  try {
    return createPrivateKey(key)
  } catch {
    return null
  }
}
