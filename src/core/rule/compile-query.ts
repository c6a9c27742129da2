import type { CompiledLeaf, CompiledQuery, TermVariant } from './compiled-query.ts'
import type { DocumentField } from './match-document.ts'
import type { ConceptQuery, Query, TermQuery } from './query.ts'
import type { ConceptTerm } from './rule-concepts.ts'
import type { TermTable } from './term-table.ts'

/** Fields that hold prose; the others are compared as a whole. */
const PROSE_FIELDS: ReadonlySet<DocumentField> = new Set(['title', 'text', 'source', 'author'])

/** Replaces terms by their numbers and concepts by their terms. */
export function compileQuery(
  query: Query,
  table: TermTable,
  termsOf: (concept: string) => readonly ConceptTerm[],
): CompiledQuery {
  const compile = (node: Query): CompiledQuery => {
    switch (node.kind) {
      case 'term':
        return leaf(node, [
          variantOf(node, { text: textOf(node), words: node.text, isExact: node.isExact }, null),
        ])
      case 'concept':
        return leaf(
          node,
          termsOf(node.name).map((term) => variantOf(node, term, node.name)),
        )
      case 'and':
      case 'or':
        return { kind: node.kind, query: node, children: node.children.map(compile) }
      case 'atLeast':
        return {
          kind: 'atLeast',
          query: node,
          count: node.count,
          children: node.children.map(compile),
        }
      case 'not':
        return { kind: 'not', query: node, child: compile(node.child) }
      case 'near': {
        const { distance, isOrdered, isNegated } = node
        const left = compile(node.left)
        return {
          kind: 'near',
          query: node,
          left,
          right: compile(node.right),
          distance,
          isOrdered,
          isNegated,
        }
      }
    }
  }

  const variantOf = (
    node: TermQuery | ConceptQuery,
    { text, words, isExact }: ConceptTerm,
    concept: string | null,
  ): TermVariant => {
    const isProse = node.field === null || PROSE_FIELDS.has(node.field)
    return { term: isProse ? table.numberOf(words, isExact) : null, text, words, isExact, concept }
  }

  return compile(query)
}

function leaf(query: TermQuery | ConceptQuery, variants: readonly TermVariant[]): CompiledLeaf {
  return { kind: 'leaf', query, field: query.field, variants }
}

function textOf(query: TermQuery): string {
  return query.isExact ? `=${query.text}` : query.text
}
