import { assertNever } from '../assert-never.ts'
import type { AtLeastQuery, GroupQuery, NearQuery, Query, TermQuery } from './query.ts'

/** A rule read back in words, so that its author sees what was understood. */
export function describeRule(query: Query): string {
  if (query.kind !== 'and') return describeQuery(query)
  const { wanted, unwanted } = partsOf(query)
  const first = wanted.length === 1 ? wanted.join('') : `all of: ${wanted.join(', ')}`
  return unwanted.length === 0 ? first : `${first}; none of: ${unwanted.join(', ')}`
}

/** One clause in words, for use within a sentence. */
export function describeQuery(query: Query): string {
  switch (query.kind) {
    case 'term':
      return describeTerm(query)
    case 'concept':
      return `@${query.name}${fieldSuffix(query.field)}`
    case 'or':
      return `any of (${query.children.map(describeQuery).join(', ')})`
    case 'and':
      return describeAnd(query)
    case 'not':
      return `none of: ${describeQuery(query.child)}`
    case 'near':
      return describeNear(query)
    case 'atLeast':
      return describeAtLeast(query)
    default:
      return assertNever(query)
  }
}

function describeTerm(query: TermQuery): string {
  const text = query.isQuoted || /\s/.test(query.text) ? `"${query.text}"` : query.text
  return `${query.isExact ? 'exactly ' : ''}${text}${fieldSuffix(query.field)}`
}

function fieldSuffix(field: TermQuery['field']): string {
  return field === null ? '' : ` in ${field}`
}

function describeAnd(query: GroupQuery): string {
  const { wanted, unwanted } = partsOf(query)
  const first = wanted.length === 1 ? wanted.join('') : `all of (${wanted.join(', ')})`
  return unwanted.length === 0 ? first : `(${first}; none of: ${unwanted.join(', ')})`
}

function partsOf(query: GroupQuery): {
  readonly wanted: readonly string[]
  readonly unwanted: readonly string[]
} {
  const wanted: string[] = []
  const unwanted: string[] = []
  for (const child of query.children) {
    if (child.kind !== 'not') wanted.push(describeQuery(child))
    else if (child.child.kind === 'or') unwanted.push(...child.child.children.map(describeQuery))
    else unwanted.push(describeQuery(child.child))
  }
  return { wanted, unwanted }
}

function describeNear(query: NearQuery): string {
  const words = query.distance === 1 ? '1 word' : `${query.distance} words`
  const left = describeQuery(query.left)
  const right = describeQuery(query.right)
  if (query.isNegated) {
    return query.isOrdered
      ? `(${left} not followed within ${words} by ${right})`
      : `(${left} not within ${words} of ${right})`
  }
  return query.isOrdered
    ? `(${left} followed within ${words} by ${right})`
    : `(${left} within ${words} of ${right})`
}

function describeAtLeast(query: AtLeastQuery): string {
  return `at least ${query.count} of (${query.children.map(describeQuery).join(', ')})`
}
