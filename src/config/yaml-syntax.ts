import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  visit,
  type YAMLError,
} from 'yaml'
import { describeYamlError, isUnclosedQuote, type YamlWords } from './describe-yaml-error.ts'
import type { YamlProblem } from './yaml-problem.ts'

/** Errors of the package that leave everything but their own line alone. */
const LOCAL_CODES: ReadonlySet<string> = new Set([
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'TAG_RESOLVE_FAILED',
])

/**
 * The mistakes in the writing of a document, each once and where it was made. The parser goes on behind a mistake as well
 * as it can, and complains of sound lines then: of each line the first complaint counts, none that a missing colon brings
 * upon the lines below it, and none behind the end of what could be read at all.
 */
export function listSyntaxProblems(
  text: string,
  document: Document.Parsed,
  lines: LineCounter,
): readonly YamlProblem[] {
  const errors = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])
  const end = errors.findIndex((error) => isBeyondReading(error, document))
  const readable = end === -1 ? errors : errors.slice(0, end)
  const byLine = Map.groupBy(readable, ({ pos }) => lines.linePos(pos[0]).line)
  const problems: YamlProblem[] = []
  let blockEnd = 0
  for (const ofLine of byLine.values()) {
    const [first] = ofLine as [YAMLError, ...YAMLError[]] // groups are never empty
    if (first.pos[0] < blockEnd) continue
    if (first.code === 'MULTILINE_IMPLICIT_KEY') blockEnd = endOfBlock(text, first.pos[0])
    const words = describeYamlError(first.code, first.message)
    problems.push(syntaxProblem(words, placeOf(first, document), ofLine.every(isLocalError)))
  }
  const stop = errors[end]
  if (stop === undefined) return problems
  const isTold = byLine.has(lines.linePos(stop.pos[0]).line)
  return isTold
    ? problems.map((problem) => ({ ...problem, isLocal: false }))
    : [...problems, describeStop(stop, text, document, lines)]
}

function syntaxProblem(words: YamlWords, offset: number, isLocal: boolean): YamlProblem {
  return { code: 'yaml-syntax', severity: 'error', ...words, offset, isLocal }
}

function isLocalError({ code, message }: YAMLError): boolean {
  return LOCAL_CODES.has(code) || message.endsWith('at node end')
}

/** A quote that is never closed is found missing at the end of the file; it is mended where it was opened. */
function placeOf({ message, pos: [offset] }: YAMLError, document: Document.Parsed): number {
  if (!isUnclosedQuote(message)) return offset
  let opened = offset
  visit(document, {
    Scalar(_, { type, range }) {
      const [start, end] = range ?? [0, 0]
      if (type?.startsWith('QUOTE') === true && start < offset && offset <= end) opened = start
    },
  })
  return opened
}

/** Where the lines end that are indented further than the one at `offset`. */
function endOfBlock(text: string, offset: number): number {
  const indent = offset - (text.lastIndexOf('\n', offset - 1) + 1)
  const next = new RegExp(`\\n {0,${indent}}[^\\s#]`, 'g')
  next.lastIndex = offset
  return next.exec(text)?.index ?? text.length
}

/** The parser has left the document, and takes all that follows for something else; or it has given up. */
function isBeyondReading({ code, message, pos }: YAMLError, document: Document.Parsed): boolean {
  if (code === 'RESOURCE_EXHAUSTION' || message.includes('in YAML stream')) return true
  const { contents } = document
  return isCollection(contents) && message.endsWith('at node end') && pos[0] >= contents.range[1]
}

function describeStop(
  { code, message, pos: [offset] }: YAMLError,
  text: string,
  { contents }: Document.Parsed,
  lines: LineCounter,
): YamlProblem {
  const at = (place: number, what: string, hint: string): YamlProblem =>
    syntaxProblem({ message: what, hint }, place, false)
  if (code === 'RESOURCE_EXHAUSTION') {
    return syntaxProblem(describeYamlError(code, message), offset, false)
  }
  const sign = text[offset] ?? ''
  if (sign === ']' || sign === '}') {
    return at(offset, `this ${sign} closes nothing`, 'remove it, or look for what should open it')
  }
  const [start] = contents?.range ?? [offset]
  if (isScalar(contents)) {
    const { message: noColon, hint } = describeYamlError('MULTILINE_IMPLICIT_KEY', message)
    return at(start, noColon, hint)
  }
  if (isSeq(contents)) {
    return at(offset, 'a key stands beside the entries of a list', 'indent the list below its key')
  }
  if (isMap(contents) && lines.linePos(start).col > 1) {
    const hint = 'let every section begin in the first column'
    return at(start, 'this line is indented further than those that follow', hint)
  }
  return at(offset, 'this does not belong to what stands before it', 'look at the line before')
}
