import type { DocumentField } from './match-document.ts'
import { childrenOf, type Query } from './query.ts'
import { type RuleProblem, ruleError } from './rule-problem.ts'

type Span = { readonly start: number; readonly end: number }

/** A NEAR whose terms all know their field, or why it cannot be. */
export type FieldBinding =
  | { readonly kind: 'bound'; readonly query: Query }
  | { readonly kind: 'refused'; readonly problem: RuleProblem }

/** Hands a field down to every term and concept that has none. */
export function fielded(query: Query, field: DocumentField): Query {
  switch (query.kind) {
    case 'term':
    case 'concept':
      return query.field === null ? { ...query, field } : query
    case 'and':
    case 'or':
    case 'atLeast':
      return { ...query, children: query.children.map((child) => fielded(child, field)) }
    case 'not':
      return { ...query, child: fielded(query.child, field) }
    case 'near':
      return { ...query, left: fielded(query.left, field), right: fielded(query.right, field) }
  }
}

/** A group in one field cannot hold a term of another. */
export function fieldClash(query: Query, field: DocumentField, at: Span): RuleProblem | null {
  const other = fieldsOf(query).find((inner) => inner !== field)
  if (other === undefined) return null
  return ruleError(
    'field-in-field',
    at,
    `${other}: stands within ${field}:`,
    'name one field for each term',
  )
}

/** A field on one side of NEAR holds for both; NEAR looks in prose alone. */
export function bindNear(near: Query, operator: Span): FieldBinding {
  const fields = fieldsOf(near)
  const [field, second] = fields
  if (second !== undefined) {
    return refused(
      'near-fields',
      operator,
      `NEAR joins two fields, ${field} and ${second}`,
      'both sides must be in one field',
    )
  }
  if (field !== undefined && field !== 'title' && field !== 'text') {
    return refused(
      'near-fields',
      operator,
      `NEAR does not look into ${field}:`,
      'use it in title: and text:, or write AND',
    )
  }
  const wrong = operandWithoutPlace(near)
  if (wrong !== null) {
    return refused(
      'near-operand',
      wrong,
      'a side of NEAR must be a term, or terms joined by OR or NEAR',
      'write a NEAR/5 c AND b NEAR/5 c instead of (a AND b) NEAR/5 c',
    )
  }
  return { kind: 'bound', query: field === undefined ? near : fielded(near, field) }
}

function refused(code: string, at: Span, message: string, hint: string): FieldBinding {
  return { kind: 'refused', problem: ruleError(code, at, message, hint) }
}

function fieldsOf(query: Query): readonly DocumentField[] {
  if (query.kind === 'term' || query.kind === 'concept')
    return query.field === null ? [] : [query.field]
  return [...new Set(childrenOf(query).flatMap(fieldsOf))]
}

/** AND, NOT and ATLEAST say that something holds for the item, not where. */
function operandWithoutPlace(query: Query): Query | null {
  if (query.kind === 'and' || query.kind === 'not' || query.kind === 'atLeast') return query
  for (const child of childrenOf(query)) {
    const wrong = operandWithoutPlace(child)
    if (wrong !== null) return wrong
  }
  return null
}
