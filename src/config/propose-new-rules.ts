import { isCollection, isMap, isPair, isScalar, type YAMLMap } from 'yaml'
import { findOwnPair, rangeOf } from './propose-matches.ts'
import {
  columnAt,
  insertion,
  lineEndAt,
  lineStartAt,
  newlineOf,
  type Splice,
} from './text-splice.ts'
import { type NewRule, writeRule, writeRuleInFlow } from './write-rule.ts'
import type { YamlSource } from './yaml-source.ts'

/** The ways to put another rule behind the last one, best first. */
export function* proposeNewRules(source: YamlSource, rule: NewRule): Generator<readonly Splice[]> {
  const { text, document } = source
  const newline = newlineOf(text)
  const root = document.contents
  const pair = findOwnPair(root, 'rules')
  if (!isMap(root)) {
    if (source.value === null)
      yield [afterAll(text, `rules:${newline}${writeRule(rule, { column: 2, newline })}`)]
    return
  }
  const rootColumn = columnAt(text, rangeOf(root.items[0]?.key).start)
  if (pair === null) {
    const head = `${' '.repeat(rootColumn)}rules:${newline}`
    yield [afterAll(text, head + writeRule(rule, { column: rootColumn + 2, newline }))]
    for (const flow of writeRuleInFlow(rule)) yield* proposeInFlow(root, `rules: { ${flow} }`)
    return
  }
  const rules = pair.value
  if (isMap(rules) && rules.items.length > 0) {
    if (rules.flow === true) {
      for (const flow of writeRuleInFlow(rule)) yield* proposeInFlow(rules, flow)
      return
    }
    yield* proposeBehind(text, rules, rule)
    return
  }
  // `rules:`, `rules: ~` and `rules: {}` hold nothing
  if (!isMap(rules) && !(isScalar(rules) && rules.value === null)) return
  const at = rangeOf(rules)
  const written = writeRule(rule, { column: rootColumn + 2, newline })
  const isEmpty = at.start === at.end
  const start = isEmpty ? at.start : text.slice(0, at.start).trimEnd().length
  const lineEnd = lineEndAt(text, isEmpty ? rangeOf(pair.key).end : at.end)
  const entry = insertion(lineEnd, newline + written.trimEnd())
  yield isEmpty ? [entry] : [{ start, end: at.end, text: '' }, entry]
  for (const flow of writeRuleInFlow(rule)) yield [{ ...at, text: ` { ${flow} }` }]
}

/** Below the last rule, and below comments that are indented as what belongs to it. */
function* proposeBehind(text: string, rules: YAMLMap, rule: NewRule): Generator<readonly Splice[]> {
  const newline = newlineOf(text)
  const keys = rules.items.map(({ key }) => rangeOf(key).start)
  const lastKey = keys.at(-1) ?? 0
  const column = columnAt(text, lastKey)
  const written = writeRule(rule, { column, newline })
  const before = text.slice(0, lineStartAt(text, lastKey))
  const gap = keys.length > 1 && /\n[ \t]*\r?\n$/.test(before) ? newline : ''
  const end = endOfWords(rules)
  const wordsEnd = text.slice(0, end).trimEnd().length
  yield [behind(text, endOfComments(text, lineEndAt(text, wordsEnd), column), gap + written)]
  yield [behind(text, end, written)] // the empty lines below a block scalar can be part of it
}

/** Where the last value within a node ends, without the comments below that a block takes in. */
function endOfWords(node: unknown): number {
  if (!isCollection(node) || node.flow === true) return rangeOf(node).end
  const last = node.items.at(-1)
  if (!isPair(last)) return last === undefined ? rangeOf(node).end : endOfWords(last)
  return Math.max(rangeOf(last.key).end, endOfWords(last.value))
}

/** Past lines that are comments indented by `column` at least, with blank lines between. */
function endOfComments(text: string, lineEnd: number, column: number): number {
  let end = lineEnd
  let next = lineEnd
  while (next < text.length) {
    const start = text.indexOf('\n', next) + 1
    if (start === 0) return end
    next = lineEndAt(text, start)
    const line = text.slice(start, next)
    const words = line.trimStart()
    if (words === '') continue
    if (!words.startsWith('#') || line.length - words.length < column) return end
    end = next
  }
  return end
}

/** At the end of a line, or at its beginning, where a block scalar ended the one before. */
function behind(text: string, offset: number, lines: string): Splice {
  const newline = newlineOf(text)
  const isAtBeginning = offset > 0 && text[offset - 1] === '\n'
  return isAtBeginning
    ? insertion(offset, lines)
    : insertion(offset, newline + lines.slice(0, lines.length - newline.length))
}

function afterAll(text: string, lines: string): Splice {
  const gap = text === '' || text.endsWith('\n') ? '' : newlineOf(text)
  return insertion(text.length, gap + lines)
}

function* proposeInFlow(map: YAMLMap, entry: string): Generator<readonly Splice[]> {
  const last = map.items.at(-1)
  if (map.flow !== true || last === undefined) return
  const { end } = rangeOf(last.value ?? last.key)
  yield [insertion(end, `, ${entry}`)]
}
