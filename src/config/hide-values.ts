import { isAlias, isCollection, isMap, isPair, isScalar, type Scalar, visit } from 'yaml'
import { findClosest } from './find-closest.ts'
import { MASK } from './mask-secrets.ts'
import { listKnownKeys } from './schema-keys.ts'
import { keyText, type YamlSource } from './yaml-source.ts'

/** A stretch of the text of config.yaml, in UTF-16 units. */
export type TextRange = { readonly start: number; readonly end: number }

/** Keys whose value is a secret, or holds one. */
const SECRET_KEYS: ReadonlySet<string> = new Set(['password', 'smtp', 'key'])

/**
 * The values that no diagnostic may show, wherever they stand and however damaged the file is: what is sent to a feed's
 * server, whatever its shape, and what stands behind a key that was meant for a secret. Placeholders stay.
 */
export function listHiddenRanges({ document }: YamlSource): readonly TextRange[] {
  const ranges: TextRange[] = []
  const seen = new Set<unknown>() // aliases may stand for one another, or for too much
  const hide = (node: unknown): void => {
    if (seen.has(node)) return
    seen.add(node)
    if (isAlias(node)) hide(node.resolve(document))
    else if (isMap(node)) for (const { value } of node.items) hide(value)
    else if (isCollection(node)) for (const item of node.items) hide(item)
    else if (isScalar(node)) ranges.push(...rangeOf(node))
  }
  visit(document, {
    Pair(_, pair, ancestors) {
      const key = keyText(pair.key)
      if (key === null) return
      const path = ancestors.filter(isPair).map((above) => keyText(above.key) ?? '')
      if (isSentToFeed(path, key) || isMeantForSecret(path, key)) hide(pair.value)
    },
  })
  return ranges
}

/** A line of the text that begins at `start`, with the hidden part of it masked. */
export function hideRanges(line: string, start: number, ranges: readonly TextRange[]): string {
  const inLine = ranges
    .map((range) => ({
      start: Math.max(range.start - start, 0),
      end: Math.min(range.end - start, line.length),
    }))
    .filter((range) => range.start < range.end)
    .sort((a, b) => b.start - a.start) // from the end, so that what is left to mask stays where it is
  let shown = line
  for (const range of inLine) shown = shown.slice(0, range.start) + MASK + shown.slice(range.end)
  return shown
}

function isSentToFeed(path: readonly string[], key: string): boolean {
  return path.length === 2 && path[0] === 'feeds' && (key === 'headers' || key === 'body')
}

function isMeantForSecret(path: readonly string[], key: string): boolean {
  const known = listKnownKeys(path)
  return !known.includes(key) && SECRET_KEYS.has(findClosest(key, known) ?? '')
}

function rangeOf({ range, value }: Scalar): readonly TextRange[] {
  if (range === null || range === undefined || value === null) return []
  if (typeof value === 'string' && value.includes('${')) return []
  return [{ start: range[0], end: range[1] }]
}
