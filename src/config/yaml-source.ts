import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import { hintForYaml } from './yaml-hints.ts'

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

/** A mistake in the writing itself. */
export type YamlProblem = {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hint: string | null
  /** UTF-16 offset into the text. */
  readonly offset: number
  /** Whether the rest of the text can be trusted to mean what it says. */
  readonly isLocal: boolean
}

/** Uses of one anchor: more is an attack on memory, not a configuration. */
const MAX_ALIASES = 100

/** Errors of the package that leave everything but their own line alone. */
const LOCAL_CODES: ReadonlySet<string> = new Set([
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'TAG_RESOLVE_FAILED',
])

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
  const problems = [...listSyntaxProblems(document, lines), ...listTreeProblems(document, lines)]
  if (problems.some((problem) => !problem.isLocal)) {
    return { text, lines, document, value: undefined, problems }
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES })
    return { text, lines, document, value, problems }
  } catch {
    return { text, lines, document, value: undefined, problems: [...problems, EXCESS] }
  }
}

const EXCESS = structural(
  'yaml-anchors',
  'its aliases stand for more than a configuration can hold, or its values stand too deep',
  'write the values out instead of aliases',
  0,
)

function structural(code: string, message: string, hint: string, offset: number): YamlProblem {
  return { code, severity: 'error', message, hint, offset, isLocal: false }
}

/** In place of what the parser says when it runs out of stack. */
const TOO_DEEP = 'brackets stand too deep inside one another'

/** The first error of each line: those behind it are its consequences. */
function listSyntaxProblems(document: Document.Parsed, lines: LineCounter): readonly YamlProblem[] {
  const errors = [...document.errors, ...document.warnings]
  const byLine = Map.groupBy(errors, ({ pos }) => lines.linePos(pos[0]).line)
  return [...byLine.values()].map((ofLine): YamlProblem => {
    const [{ code, message, pos }] = ofLine as [YAMLError, ...YAMLError[]] // groups are never empty
    return {
      code: 'yaml-syntax',
      severity: 'error',
      message: /\bstack\b/i.test(message) ? TOO_DEEP : message,
      hint: hintForYaml(code, message),
      offset: pos[0],
      isLocal: ofLine.every(isLocalError),
    }
  })
}

function isLocalError({ code, message }: YAMLError): boolean {
  return LOCAL_CODES.has(code) || message.endsWith('at node end')
}

/** What the grammar allows and a configuration does not: keys that stand twice or are no text, bad aliases. */
function listTreeProblems(document: Document.Parsed, lines: LineCounter): readonly YamlProblem[] {
  const problems: YamlProblem[] = []
  visit(document, {
    Alias(_, alias, ancestors) {
      const target = alias.resolve(document)
      const offset = alias.range?.[0] ?? 0
      const hint = `* begins an alias in YAML; put the text in quotes: '*${alias.source}'`
      if (target === undefined) {
        const message = `nothing is called &${alias.source}`
        problems.push(structural('yaml-anchors', message, hint, offset))
      } else if (ancestors.some((ancestor) => ancestor === target)) {
        const message = `*${alias.source} stands inside what it stands for`
        problems.push(structural('yaml-anchors', message, 'write the values out', offset))
      }
    },
    Map(_, map) {
      const firstOffsets = new Map<string, number>()
      for (const { key } of map.items) {
        const name = keyText(key)
        const offset = offsetOf(key)
        if (name === null || name === '__proto__') {
          const message = 'a key must be a plain name'
          problems.push(structural('bad-key', message, 'write name: value', offset))
          continue
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
    },
  })
  return problems
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
