import type { DocumentField } from '../match-document.ts'
import { childrenOf, type Query } from './query.ts'
import { type RuleProblem, type RuleProblemCode, ruleError } from './rule-problem.ts'

type Span = { readonly start: number; readonly end: number }

/** The operands of a chain of NEAR, whose terms all know their field, or why it cannot be. */
export type FieldBinding =
  | { readonly kind: 'bound'; readonly operands: readonly Query[] }
  | { readonly kind: 'refused'; readonly problem: RuleProblem }

/** A group in one field cannot hold a term of another. */
export function fieldClash(outer: DocumentField, inner: DocumentField, at: Span): RuleProblem {
  return ruleError(
    'field-in-field',
    at,
    `${inner}: stands within ${outer}:`,
    'name one field for each term',
  )
}

/**
 * Binds a chain of NEAR: a field on one operand holds for all, and every operand must have places in prose.
 * `operators` stand between the operands, or are the one that joins them all.
 */
export function bindNear(operands: readonly Query[], operators: readonly Span[]): FieldBinding {
  let field: DocumentField | null = null
  let isFree = false
  for (const [index, operand] of operands.entries()) {
    const operator = operators[Math.max(0, index - 1)] ?? operand
    const places: OperandPlaces = { fields: new Set(), isFree: false, wrong: null }
    collectPlaces(operand, places)
    for (const other of places.fields) {
      if (field !== null && field !== other) {
        return refused(
          'near-fields',
          operator,
          `NEAR joins two fields, ${field} and ${other}`,
          'both sides must be in one field',
        )
      }
      field = other
    }
    if (field !== null && !PROSE.has(field)) {
      return refused(
        'near-fields',
        operator,
        `NEAR does not look into ${field}:`,
        'use it in title:, text:, source: or author:, or write AND',
      )
    }
    if (places.wrong !== null) {
      return refused(
        'near-operand',
        places.wrong,
        'a side of NEAR must be a term, or terms joined by OR or NEAR',
        'write a NEAR/5 c AND b NEAR/5 c instead of (a AND b) NEAR/5 c',
      )
    }
    isFree ||= places.isFree
  }
  const bound = field
  if (bound === null || !isFree) return { kind: 'bound', operands }
  return { kind: 'bound', operands: operands.map((operand) => fielded(operand, bound)) }
}

/** Fields that are read as running text; tags, languages and addresses are compared whole. */
const PROSE: ReadonlySet<DocumentField> = new Set(['title', 'text', 'source', 'author'])

function refused(code: RuleProblemCode, at: Span, message: string, hint: string): FieldBinding {
  return { kind: 'refused', problem: ruleError(code, at, message, hint) }
}

type OperandPlaces = {
  /** Fields that are named in the operand. */
  readonly fields: Set<DocumentField>
  /** Whether a term of it names none. */
  isFree: boolean
  /** AND, NOT and ATLEAST say that something holds for the item, not where. */
  wrong: Query | null
}

function collectPlaces(query: Query, into: OperandPlaces): void {
  if (query.kind === 'term' || query.kind === 'concept') {
    if (query.field === null) into.isFree = true
    else into.fields.add(query.field)
    return
  }
  if (query.kind === 'and' || query.kind === 'not' || query.kind === 'atLeast') into.wrong ??= query
  for (const child of childrenOf(query)) collectPlaces(child, into)
}

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
