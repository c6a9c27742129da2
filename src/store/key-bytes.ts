/**
 * Keys as the database has them: a byte for the kind, and the 16 bytes of the digest. As text they would take more than twice as
 * much, and with six of them keys are a large part of what an item takes.
 */

/** What a key begins with, and its byte; written in databases, so none ever changes. */
const KINDS: ReadonlyMap<string, string> = new Map(
  [
    ['guid', 'g'],
    ['link', 'l'],
    ['link-text', 'x'],
    ['link-title', 'h'],
    ['text', 't'],
    ['whole', 'w'],
  ].map(([kind = '', letter = '']) => [kind, Buffer.from(letter).toString('hex')]),
)

/** `link:4b12…` as hexadecimal digits, for a list of keys in JSON. Throws for a key of no known kind. */
export function hexOfKey(key: string): string {
  const end = key.indexOf(':')
  const kind = KINDS.get(key.slice(0, end))
  if (kind === undefined) throw new Error(`a key of no known kind: ${key}`)
  return kind + key.slice(end + 1)
}

export function bytesOfKey(key: string): Buffer {
  return Buffer.from(hexOfKey(key), 'hex')
}
