/**
 * What most people write first: each rule's terms as regular expressions between word borders, in any case, tried one
 * rule after the other. Terms joined by OR are one expression; AND stops at the first that is not found.
 */

import { type CompiledContestant, type Contestant, itemByItem, searchedText } from './contestant.ts'
import { type DecisionTree, decide, decisionTreeOf, type RuleLeaf } from './decision-tree.ts'
import type { Term } from './rule-tree.ts'

/**
 * V8 compiles an expression when it first meets a text, and once more for texts of one byte a character. It has no room
 * for 100,000 twice, so this sign, which is in no item, makes all texts those of two bytes, as most are anyway.
 */
const WIDE_SIGN = '\u2028'

export const regexpLoop: Contestant = {
  batch: 1,
  compile({ trees }): CompiledContestant {
    const rules: readonly DecisionTree<RegExp>[] = trees.map((tree) =>
      decisionTreeOf(tree, (leaf) => {
        const expression = new RegExp(sourceOf(leaf), 'i')
        expression.test(WIDE_SIGN)
        return expression
      }),
    )
    return itemByItem((item) => {
      const text = searchedText(item) + WIDE_SIGN
      const holds = (expression: RegExp): boolean => expression.test(text)
      const found: number[] = []
      for (const [index, rule] of rules.entries()) if (decide(rule, holds)) found.push(index)
      return found
    })
  },
}

function sourceOf(leaf: RuleLeaf): string {
  if (leaf.kind === 'any') return anyOf(leaf.terms)
  const between = String.raw`\W+(?:\w+\W+){0,${leaf.distance}}?`
  const left = anyOf(leaf.left)
  const right = anyOf(leaf.right)
  return `(?:${left})${between}(?:${right})|(?:${right})${between}(?:${left})`
}

function anyOf(terms: readonly Term[]): string {
  const sources = terms.map(termSource)
  const isPlain = sources.every((source) => source.startsWith('\\b') && source.endsWith('\\b'))
  return isPlain && sources.length > 1
    ? String.raw`\b(?:${sources.map((source) => source.slice(2, -2)).join('|')})\b`
    : sources.join('|')
}

/** `\b` knows ASCII alone, so it is left out beside other letters, where it would never hold. */
function termSource({ words, wildcard }: Term): string {
  const start = wildcard !== 'start' && /^\w/.test(words) ? String.raw`\b` : ''
  const end = wildcard !== 'end' && /\w$/.test(words) ? String.raw`\b` : ''
  const source = words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(' ', String.raw`\s+`)
  return start + source + end
}
