import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml'
import type { ConfigPath } from './config-problem.ts'
import { keyText, type YamlSource } from './yaml-source.ts'

/**
 * The UTF-16 offset in a YAML text where the key or the value at `path` begins. Aliases and merge keys are followed. Of
 * a path that is not there, for example a missing key, the deepest part that is.
 */
export function findOffset(source: YamlSource, path: ConfigPath, at: 'key' | 'value'): number {
  const place = findPlace(source.document, path)
  const offset = at === 'key' ? place.keyOffset : (startOf(place.value) ?? place.keyOffset)
  return Math.min(offset, source.text.length)
}

/** The scalar at `path`, or null when there is none. */
export function findScalar(source: YamlSource, path: ConfigPath): Scalar | null {
  const { value, isWhole } = findPlace(source.document, path)
  return isWhole && isScalar(value) ? value : null
}

/** Values that a mistake in the writing left damaged: what else is wrong with them need not be said. */
export function listBrokenPaths(source: YamlSource): readonly ConfigPath[] {
  return source.problems
    .filter(({ code }) => code === 'yaml-syntax')
    .map(({ offset }) => findPathAt(source, offset))
}

/** Sections that stand in the file more than once. */
export function listDoubledSections(source: YamlSource): ReadonlySet<string> {
  const paths = source.problems
    .filter(({ code }) => code === 'duplicate-key')
    .map(({ offset }) => findPathAt(source, offset))
  return new Set(paths.filter((path) => path.length === 1).map(([name]) => String(name)))
}

/** The path of the deepest value that begins at or before `offset`. */
export function findPathAt(source: YamlSource, offset: number): ConfigPath {
  const path: (string | number)[] = []
  let node: unknown = source.document.contents
  for (;;) {
    if (isMap(node)) {
      const pair = node.items.findLast(({ key }) => (startOf(key) ?? 0) <= offset)
      if (pair === undefined) return path
      path.push(keyText(pair.key) ?? '')
      node = (endOf(pair.key) ?? offset) > offset ? null : pair.value
    } else if (isSeq(node)) {
      const index = node.items.findLastIndex((item) => (startOf(item) ?? 0) <= offset)
      if (index === -1) return path
      path.push(index)
      node = node.items[index]
    } else {
      return path
    }
  }
}

type Place = {
  readonly keyOffset: number
  readonly value: unknown
  /** Whether the whole path was found. */
  readonly isWhole: boolean
}

function findPlace(document: Document, path: ConfigPath): Place {
  let value = resolve(document, document.contents)
  let keyOffset = startOf(value) ?? 0
  for (const step of path) {
    if (isSeq(value)) {
      const item = value.items[Number(step)] as Node | null | undefined // items of a parsed tree
      if (item === null || item === undefined) return { keyOffset, value: null, isWhole: false }
      keyOffset = item.range?.[0] ?? keyOffset
      value = resolve(document, item)
      continue
    }
    const pair = findPair(document, value, String(step))
    if (pair === null) return { keyOffset, value: null, isWhole: false }
    keyOffset = startOf(pair.key) ?? keyOffset
    value = resolve(document, pair.value)
  }
  return { keyOffset, value, isWhole: true }
}

/** The last pair with this key, which is the one that counts; else one that a merge key brings in. */
function findPair(document: Document, map: unknown, key: string): Pair | null {
  if (!isMap(map)) return null
  const own = map.items.findLast((pair) => keyText(pair.key) === key)
  if (own !== undefined) return own
  for (const pair of map.items.filter(({ key: merge }) => keyText(merge) === '<<')) {
    const merged = resolve(document, pair.value)
    const sources = isSeq(merged) ? merged.items : [merged]
    for (const sourceMap of sources) {
      const found = findPair(document, resolve(document, sourceMap), key)
      if (found !== null) return found
    }
  }
  return null
}

function resolve(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node
}

function endOf(node: unknown): number | null {
  return (node as Node | null)?.range?.[1] ?? null // whatever stands in a tree is a node or null
}

/** Where a node begins; null for one without an extent, such as the nothing behind `feeds:`. */
function startOf(node: unknown): number | null {
  const range = (node as Node | null | undefined)?.range
  if (range === null || range === undefined) return null
  return isScalar(node) && node.value === null && range[0] === range[1] ? null : range[0]
}
