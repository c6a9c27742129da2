import { isAlias, isCollection, isMap, isScalar, type Pair, type Scalar, type YAMLMap } from 'yaml'
import { columnAt, insertion, lineEndAt, newlineOf, type Splice } from './text-splice.ts'
import { type ScalarStyle, writeAsBlock, writeOnOneLine } from './write-scalar.ts'
import { keyText, type YamlSource } from './yaml-source.ts'

type Wanted = { readonly id: string; readonly match: string }

/** The ways to give an existing rule another query, best first: in the manner of the old one as far as that goes. */
export function* proposeMatches(
  source: YamlSource,
  { id, match }: Wanted,
): Generator<readonly Splice[]> {
  const rules = findOwnPair(source.document.contents, 'rules')?.value
  const rule = findOwnPair(rules, id)?.value
  if (isAlias(rule)) {
    const at = rangeOf(rule)
    for (const form of writeOnOneLine(match, 'single')) {
      yield [{ ...at, text: `{ <<: *${rule.source}, match: ${form} }` }]
    }
    return
  }
  if (!isMap(rule)) return
  const isFlow = [source.document.contents, rules, rule].some(
    (node) => isCollection(node) && node.flow === true,
  )
  const own = findOwnPair(rule, 'match')
  if (own === null) yield* proposeOwnMatches(source.text, rule, match)
  else yield* proposeValues(source.text, own, match, isFlow)
}

/** A query that comes by a merge key is outranked by one of the rule's own. */
function* proposeOwnMatches(
  text: string,
  rule: YAMLMap,
  match: string,
): Generator<readonly Splice[]> {
  const first = rangeOf(rule.items[0]?.key)
  const gap = rule.flow === true ? ', ' : newlineOf(text) + ' '.repeat(columnAt(text, first.start))
  for (const form of writeOnOneLine(match, 'single')) {
    yield [insertion(first.start, `match: ${form}${gap}`)]
  }
}

function* proposeValues(
  text: string,
  pair: Pair,
  match: string,
  isFlow: boolean,
): Generator<readonly Splice[]> {
  const { value } = pair
  const at = rangeOf(value)
  const newline = newlineOf(text)
  const block = isScalar(value) ? styleOfBlock(value) : null
  const keyColumn = columnAt(text, rangeOf(pair.key).start)
  if (block !== null) {
    const old = readBlock(text, at)
    for (const style of block === '>' ? (['>', '|'] as const) : (['|'] as const)) {
      const written = writeAsBlock(match, style, { indent: old.indent, newline })
      if (written === null) continue
      const head = `${written.header}${old.comment}`
      yield [{ start: at.start, end: old.end, text: `${head}${newline}${written.body}` }]
    }
    for (const form of writeOnOneLine(match, 'single')) {
      yield [{ start: at.start, end: old.end, text: `${form}${old.comment}` }]
    }
    return
  }
  if (match.includes('\n') && !isFlow) {
    const indent = ' '.repeat(keyColumn + 2)
    const written = writeAsBlock(match, '|', { indent, newline })
    if (written !== null) {
      // what stands behind the old value, a comment, stays behind the head of the block
      yield [
        { ...at, text: written.header },
        insertion(lineEndAt(text, at.end), newline + written.body),
      ]
    }
  }
  const space = at.start === at.end ? ' ' : ''
  for (const form of writeOnOneLine(match, styleOf(value))) yield [{ ...at, text: space + form }]
}

function styleOf(value: unknown): ScalarStyle {
  if (!isScalar(value)) return 'single'
  if (value.type === 'PLAIN') return 'plain'
  return value.type === 'QUOTE_DOUBLE' ? 'double' : 'single'
}

function styleOfBlock({ type }: Scalar): '|' | '>' | null {
  if (type === 'BLOCK_LITERAL') return '|'
  return type === 'BLOCK_FOLDED' ? '>' : null
}

/** Of a block: how far its lines are indented, the comment behind its head, and where its last line with words ends. */
function readBlock(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): { readonly indent: string; readonly comment: string; readonly end: number } {
  const headEnd = lineEndAt(text, start)
  const written = text.slice(start, end).trimEnd()
  return {
    indent: /\n( *)[^\s]/.exec(text.slice(headEnd, end))?.[1] ?? '',
    comment: /[ \t]+#.*$/.exec(text.slice(start, headEnd))?.[0] ?? '',
    end: Math.max(headEnd, start + written.length),
  }
}

/** The last pair of this key that stands in a map itself, which is the one that counts. */
export function findOwnPair(map: unknown, key: string): Pair | null {
  if (!isMap(map)) return null
  return map.items.findLast((pair) => keyText(pair.key) === key) ?? null
}

/** Where a node stands. One without an extent, such as the nothing behind `match:`, is where it would begin. */
export function rangeOf(node: unknown): { readonly start: number; readonly end: number } {
  const [start, end] = (node as Scalar | undefined)?.range ?? [0, 0] // nodes of a parsed document have a range
  return { start, end }
}
