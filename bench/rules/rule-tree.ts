/**
 * A rule before it is written down in anybody's language: the engine gets it as a query, FTS5 as a MATCH expression,
 * the others as a tree to decide. So all of them hold the same rules.
 */
export type Term = {
  /** Words parted by single spaces, without quotes or wildcards. */
  readonly words: string
  /** Whether the last word may go on, or the first one begin earlier. */
  readonly wildcard: 'none' | 'end' | 'start'
}

export type RuleTree =
  | { readonly kind: 'term'; readonly term: Term }
  | { readonly kind: 'concept'; readonly name: string; readonly terms: readonly Term[] }
  | { readonly kind: 'or' | 'and'; readonly children: readonly RuleTree[] }
  /** Only as a child of `and`, behind another one. */
  | { readonly kind: 'not'; readonly child: RuleTree }
  | {
      readonly kind: 'near'
      readonly distance: number
      readonly left: readonly Term[]
      readonly right: readonly Term[]
    }

/** The rule as an analyst writes it in config.yaml. */
export function queryOf(tree: RuleTree): string {
  switch (tree.kind) {
    case 'term':
      return writtenTerm(tree.term)
    case 'concept':
      return `@${tree.name}`
    case 'or':
      return tree.children.map(operandOf).join(' OR ')
    case 'and':
      return tree.children
        .map((child) => (child.kind === 'not' ? queryOf(child) : `AND ${operandOf(child)}`))
        .join(' ')
        .replace(/^AND /, '')
    case 'not':
      return `NOT ${operandOf(tree.child)}`
    case 'near':
      return `${nearSide(tree.left)} NEAR/${tree.distance} ${nearSide(tree.right)}`
  }
}

/** A term as it is written in a rule or a concept. */
export function writtenTerm({ words, wildcard }: Term): string {
  const starred = wildcard === 'end' ? `${words}*` : wildcard === 'start' ? `*${words}` : words
  return words.includes(' ') ? `"${starred}"` : starred
}

function operandOf(tree: RuleTree): string {
  return tree.kind === 'or' || tree.kind === 'and' ? `(${queryOf(tree)})` : queryOf(tree)
}

function nearSide(terms: readonly Term[]): string {
  const written = terms.map(writtenTerm).join(' OR ')
  return terms.length === 1 ? written : `(${written})`
}
