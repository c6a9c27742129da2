import { createHash, timingSafeEqual } from 'node:crypto'

/** Hashes are compared, so that time tells neither length nor content. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
