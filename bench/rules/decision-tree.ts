/**
 * The boolean tree of a rule as the peers decide it: what a term is looks different to each of them, AND, OR and NOT
 * are the same.
 */

import type { RuleTree, Term } from './rule-tree.ts'

export type DecisionTree<Leaf> =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'not'; readonly child: DecisionTree<Leaf> }
  | { readonly kind: 'and' | 'or'; readonly children: readonly DecisionTree<Leaf>[] }

/** What a peer looks for in one go. */
export type RuleLeaf =
  | { readonly kind: 'any'; readonly terms: readonly Term[] }
  | Extract<RuleTree, { readonly kind: 'near' }>

/** The tree with each leaf in the peer's own form. Terms joined by OR become one leaf, as one would write them. */
export function decisionTreeOf<Leaf>(
  tree: RuleTree,
  leafOf: (leaf: RuleLeaf) => Leaf,
): DecisionTree<Leaf> {
  switch (tree.kind) {
    case 'term':
      return { kind: 'leaf', leaf: leafOf({ kind: 'any', terms: [tree.term] }) }
    case 'concept':
      return { kind: 'leaf', leaf: leafOf({ kind: 'any', terms: tree.terms }) }
    case 'near':
      return { kind: 'leaf', leaf: leafOf(tree) }
    case 'not':
      return { kind: 'not', child: decisionTreeOf(tree.child, leafOf) }
    case 'or': {
      const terms = tree.children.flatMap((child) => (child.kind === 'term' ? [child.term] : []))
      return terms.length === tree.children.length
        ? { kind: 'leaf', leaf: leafOf({ kind: 'any', terms }) }
        : { kind: 'or', children: tree.children.map((child) => decisionTreeOf(child, leafOf)) }
    }
    case 'and':
      return { kind: 'and', children: tree.children.map((child) => decisionTreeOf(child, leafOf)) }
  }
}

/** Whether the rule holds, given which of its leaves do. Stops as soon as that is known. */
export function decide<Leaf>(tree: DecisionTree<Leaf>, holds: (leaf: Leaf) => boolean): boolean {
  switch (tree.kind) {
    case 'leaf':
      return holds(tree.leaf)
    case 'not':
      return !decide(tree.child, holds)
    case 'and':
      for (const child of tree.children) if (!decide(child, holds)) return false
      return true
    case 'or':
      for (const child of tree.children) if (decide(child, holds)) return true
      return false
  }
}
