import { listSecretForms } from '../core/secret-forms.ts'

/**
 * Takes secrets out of what is about to be written. It works on values rather than on finished lines, so that a
 * secret of digits or quotes cannot break the JSON around it.
 */

/** Shorter ones would black out ordinary text, and are no secrets. */
const SHORTEST_SECRET = 3
/** Deeper values, and cycles with them, are cut off. */
const DEEPEST_VALUE = 8

/** A function that copies a value with every secret in its strings replaced by `***`. Errors become plain objects. */
export function createSecretMask(secrets: readonly string[]): (value: unknown) => unknown {
  const variants = new Set(
    secrets.flatMap(listSecretForms).filter((text) => text.length >= SHORTEST_SECRET),
  )
  // the longest first, so that a secret which contains another leaves no rest behind
  const ordered = [...variants].sort((a, b) => b.length - a.length)
  const maskText = (text: string): string =>
    ordered.reduce((masked, secret) => masked.replaceAll(secret, '***'), text)

  const maskValue = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return maskText(value)
    if (typeof value === 'bigint') return String(value)
    if (typeof value !== 'object' || value === null || value instanceof Date) return value
    if (depth === DEEPEST_VALUE) return '…'
    if (value instanceof Error) return maskValue(describeError(value), depth + 1)
    if (value instanceof URL) return maskText(value.href)
    if (Array.isArray(value)) return value.map((entry) => maskValue(entry, depth + 1))
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, maskValue(entry, depth + 1)]),
    )
  }
  return (value) => maskValue(value, 0)
}

function describeError(error: Error): Record<string, unknown> {
  return {
    type: error.name,
    message: error.message,
    ...('code' in error && { code: error.code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: error.cause }),
  }
}
