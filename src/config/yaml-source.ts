import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml'
import { describeYamlError } from './describe-yaml-error.ts'
import type { YamlProblem } from './yaml-problem.ts'
import { listSyntaxProblems } from './yaml-syntax.ts'

/**
 * A YAML text with its tree and, as far as it could be read, its value. Built on the document tree of the package and
 * not on the plain value alone, because every complaint must find its way back to a line and a column.
 */
export type YamlSource = {
  readonly text: string
  readonly lines: LineCounter
  readonly document: Document.Parsed
  /** Plain value; undefined when the text is beyond reading. */
  readonly value: unknown
  readonly problems: readonly YamlProblem[]
}

/** Uses of one anchor: more is an attack on memory, not a configuration. */
const MAX_ALIASES = 100

/** Levels of values within values; a configuration has six. */
const MAX_DEPTH = 100

/** Reads YAML 1.2 with merge keys. Never throws; what is wrong is in `problems`. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: true,
    prettyErrors: false,
    uniqueKeys: false, // found below, with both places
    logLevel: 'error',
  })
  const syntax = listSyntaxProblems(text, document, lines)
  const lineOf = ({ offset }: YamlProblem): number => lines.linePos(offset).line
  const broken = new Set(syntax.map(lineOf)) // what the parser made of such a line is no news
  const tree = listTreeProblems(document, lines).filter((problem) => !broken.has(lineOf(problem)))
  const problems = [...syntax, ...tree]
  if (problems.some((problem) => !problem.isLocal)) {
    return { text, lines, document, value: undefined, problems }
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES })
    return { text, lines, document, value, problems }
  } catch {
    return { text, lines, document, value: undefined, problems: [...problems, excessOf(document)] }
  }
}

/** Of a tree that is neither too deep nor has a circle, only its aliases can be too much. */
function excessOf(document: Document.Parsed): YamlProblem {
  let offset = 0
  visit(document, {
    Alias(_, alias) {
      offset = offsetOf(alias)
      return visit.BREAK
    },
  })
  const message = 'the aliases from here on stand for more than a configuration can hold'
  return structural('yaml-anchors', message, 'write the values out instead of aliases', offset)
}

function structural(code: string, message: string, hint: string, offset: number): YamlProblem {
  return { code, severity: 'error', message, hint, offset, isLocal: false }
}

/** What the grammar allows and a configuration does not. */
function listTreeProblems(document: Document.Parsed, lines: LineCounter): readonly YamlProblem[] {
  const tooDeep = findTooDeep(document)
  if (tooDeep !== null) return [tooDeep]
  const problems: YamlProblem[] = []
  visit(document, {
    Alias(_, alias, ancestors) {
      const problem = checkAlias(alias, ancestors, document)
      if (problem !== null) problems.push(problem)
    },
    Map(_, map) {
      problems.push(...checkKeys(map, document, lines))
    },
  })
  return problems
}

function findTooDeep(document: Document.Parsed): YamlProblem | null {
  const { message, hint } = describeYamlError('RESOURCE_EXHAUSTION', '')
  let found: YamlProblem | null = null
  visit(document, {
    Collection(_, node, ancestors) {
      if (ancestors.length <= MAX_DEPTH) return undefined
      found = structural('yaml-depth', message, hint, offsetOf(node))
      return visit.BREAK
    },
  })
  return found
}

function checkAlias(
  alias: Alias,
  ancestors: readonly unknown[],
  document: Document.Parsed,
): YamlProblem | null {
  const target = alias.resolve(document)
  const offset = offsetOf(alias)
  if (target === undefined) {
    const hint = `* begins an alias in YAML; put the text in quotes: '*${alias.source}'`
    return structural('yaml-anchors', `nothing is called &${alias.source}`, hint, offset)
  }
  if (!ancestors.some((ancestor) => ancestor === target)) return null
  const message = `*${alias.source} stands inside what it stands for`
  return structural('yaml-anchors', message, 'write the values out', offset)
}

/** Keys that stand twice or are no text, and keys of other groups that cannot be taken in. */
function checkKeys(
  map: YAMLMap,
  document: Document.Parsed,
  lines: LineCounter,
): readonly YamlProblem[] {
  const problems: YamlProblem[] = []
  const firstOffsets = new Map<string, number>()
  for (const { key, value } of map.items) {
    const name = keyText(key)
    const offset = offsetOf(key)
    if (name === null || name === '__proto__') {
      const message = 'a key must be a plain name'
      problems.push(structural('bad-key', message, 'write name: value', offset))
      continue
    }
    if (isScalar(key) && typeof key.value === 'symbol' && !isMergeable(value, document)) {
      const message = '<< takes in the keys of another group, and this is none'
      const hint = 'write <<: *name, with &name before that group'
      problems.push(structural('yaml-anchors', message, hint, offset))
    }
    const first = firstOffsets.get(name)
    if (first === undefined) {
      firstOffsets.set(name, offset)
      continue
    }
    problems.push({
      code: 'duplicate-key',
      severity: 'error',
      message: `"${name}" stands twice in the same place`,
      hint: `it stands first in line ${lines.linePos(first).line}; keep one of them`,
      offset,
      isLocal: true,
    })
  }
  return problems
}

function isMergeable(value: unknown, document: Document.Parsed): boolean {
  const resolve = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node)
  const merged = resolve(value)
  if (isSeq(merged)) return merged.items.every((item) => isMap(resolve(item)))
  return merged === undefined || isMap(merged) // an alias of nothing is complained of by itself
}

/** The name that a key gives its pair; null when it gives none. */
export function keyText(key: unknown): string | null {
  if (!isScalar(key) || isMap(key) || isAlias(key)) return null
  if (typeof key.value === 'symbol') return '<<'
  return key.value === null ? null : String(key.value)
}

function offsetOf(node: unknown): number {
  return (node as ParsedNode | null)?.range[0] ?? 0 // nodes of a parsed document have a range
}
