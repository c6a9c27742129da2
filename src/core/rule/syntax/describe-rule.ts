import { assertNever } from '../../assert-never.ts'
import type { DocumentField } from '../match-document.ts'
import type { GroupQuery, NearQuery, Query, TermQuery } from './query.ts'

/**
 * A clause in words, and the field that all of it stands in. The field is said once, behind the largest group
 * that shares it.
 */
type Clause = { readonly text: string; readonly field: DocumentField | null }

/** A rule read back in words, so that its author sees what was understood. */
export function describeRule(rule: Query): string {
  const query = withoutDoubleNot(rule)
  if (query.kind !== 'and') return describeQuery(query)
  const { field } = describe(query)
  if (field !== null) return describeQuery(query)
  const { wanted, unwanted, refused } = partsOf(query)
  const parts = refused.map(placed)
  if (unwanted.length > 0) parts.unshift(`none of: ${listOf(unwanted)}`)
  if (wanted.length > 0)
    parts.unshift(wanted.length === 1 ? listOf(wanted) : `all of: ${listOf(wanted)}`)
  return parts.join('; ')
}

/** One clause in words, for use within a sentence. */
export function describeQuery(query: Query): string {
  return placed(describe(query))
}

/** What is denied twice is asked for, and what is denied three times is denied. */
function withoutDoubleNot(query: Query): Query {
  return query.kind === 'not' && query.child.kind === 'not'
    ? withoutDoubleNot(query.child.child)
    : query
}

function describe(written: Query): Clause {
  const query = withoutDoubleNot(written)
  switch (query.kind) {
    case 'term':
      return { text: describeTerm(query), field: query.field }
    case 'concept':
      return { text: `@${query.name}`, field: query.field }
    case 'or':
      return around('any of (', query.children.map(describe), ')')
    case 'atLeast':
      return around(`at least ${query.count} of (`, query.children.map(describe), ')')
    case 'and':
      return describeAnd(query)
    case 'not':
      return describeNot(query.child)
    case 'near':
      return describeNear(query)
    default:
      return assertNever(query)
  }
}

function describeTerm({ text, isQuoted, isExact, field }: TermQuery): string {
  if (isExact) return `exactly ${isQuoted ? `"${text}"` : text}`
  if (!isQuoted && (field === null || field === 'title' || field === 'text')) {
    const [, before = '', word = '', after = ''] = /^([*＊]?)([^*＊?？]+)([*＊]?)$/.exec(text) ?? []
    if (before !== '' && after !== '') return `words with ${word} in them`
    if (before !== '') return `words ending in ${word}`
    if (after !== '') return `words beginning with ${word}`
  }
  if (field !== 'lang' && READ_BACK_WORDS.has(text.normalize('NFKC').toLowerCase()))
    return `"${text}"`
  // a single word means the same without
  return isQuoted && !/^[\p{Ll}\p{Lo}\p{N}]+$/u.test(text) ? `"${text}"` : text
}

/** Words that a rule is read back in: among them a term would not be known as one. */
const READ_BACK_WORDS = new Set(
  'and or not any all none of at least fewer than within without near next to by in as exactly words directly followed'.split(
    ' ',
  ),
)

/** What is denied: `none of` for what is looked for, and its own words for what is counted. */
function describeNot(child: Query): Clause {
  switch (child.kind) {
    case 'not':
      return describe(child.child)
    case 'and': {
      const denied = child.children.flatMap((inner) => (inner.kind === 'not' ? [inner.child] : []))
      if (denied.length === 0) return around('not all of (', child.children.map(describe), ')')
      // whoever excludes what has none of two things wants one of them
      if (denied.length === child.children.length)
        return around('any of (', denied.map(describe), ')')
      return around('none of: ', [describe(child)], '')
    }
    case 'atLeast':
      return around(`fewer than ${child.count} of (`, child.children.map(describe), ')')
    case 'or':
      return around('none of: ', child.children.map(describe), '')
    default:
      return around('none of: ', [describe(child)], '')
  }
}

/** AND within another clause. */
function describeAnd(query: GroupQuery): Clause {
  const { wanted, unwanted, refused } = partsOf(query)
  if (wanted.length === 0) return around('(', [around('none of: ', unwanted, ''), ...refused], ')')
  const first = wanted.length === 1 ? around('', wanted, '') : around('all of (', wanted, ')')
  if (unwanted.length + refused.length === 0) return first
  const without = unwanted.length < 2 ? unwanted : [around('any of (', unwanted, ')')]
  const { texts, field } = together([first, ...without, ...refused])
  const [head = '', ...rest] = texts
  const denials = rest.map((text, index) =>
    index < without.length ? ` without ${text}` : `, ${text}`,
  )
  return { text: `(${head}${denials.join('')})`, field }
}

type AndParts = {
  readonly wanted: readonly Clause[]
  /** What must not be there. */
  readonly unwanted: readonly Clause[]
  /** What must not be there so often, or all of it. */
  readonly refused: readonly Clause[]
}

function partsOf(query: GroupQuery): AndParts {
  const wanted: Clause[] = []
  const unwanted: Clause[] = []
  const refused: Clause[] = []
  for (const child of query.children.map(withoutDoubleNot)) {
    if (child.kind !== 'not') {
      wanted.push(describe(child))
      continue
    }
    const denied = child.child
    if (isWanted(denied)) wanted.push(describeNot(denied))
    else if (denied.kind === 'or')
      for (const alternative of denied.children) unwanted.push(describe(alternative))
    else if (denied.kind === 'atLeast' || isPlainAnd(denied)) refused.push(describeNot(denied))
    else unwanted.push(describe(denied))
  }
  return { wanted, unwanted, refused }
}

/** Whether to deny it is to ask for something. */
function isWanted(denied: Query): boolean {
  return denied.kind === 'not' || (denied.kind === 'and' && denied.children.every(isNot))
}

function isPlainAnd(query: Query): boolean {
  return query.kind === 'and' && !query.children.some(isNot)
}

function isNot(query: Query): boolean {
  return query.kind === 'not'
}

function describeNear(query: NearQuery): Clause {
  const { texts, field } = together([describe(query.left), describe(query.right)])
  const [left, right] = texts
  const not = query.isNegated ? 'not ' : ''
  return { text: `(${left} ${not}${nearness(query)} ${right})`, field }
}

function nearness({ distance, isOrdered }: NearQuery): string {
  if (distance === 0) return isOrdered ? 'directly followed by' : 'next to'
  const words = distance === 1 ? '1 word' : `${distance} words`
  return isOrdered ? `followed within ${words} by` : `within ${words} of`
}

function around(before: string, clauses: readonly Clause[], after: string): Clause {
  const { texts, field } = together(clauses)
  return { text: `${before}${texts.join(', ')}${after}`, field }
}

/** The clauses without the field that all of them share, or each with its own. */
function together(clauses: readonly Clause[]): {
  readonly texts: readonly string[]
  readonly field: DocumentField | null
} {
  const field = clauses[0]?.field ?? null
  if (field === null || clauses.some((clause) => clause.field !== field)) {
    return { texts: clauses.map(placed), field: null }
  }
  return { texts: clauses.map(({ text }) => text), field }
}

function listOf(clauses: readonly Clause[]): string {
  return clauses.map(placed).join(', ')
}

function placed({ text, field }: Clause): string {
  return field === null ? text : `${text} ${PLACES[field]}`
}

const PLACES: Readonly<Record<DocumentField, string>> = {
  title: 'in title',
  text: 'in text',
  source: 'as source',
  author: 'as author',
  tag: 'as tag',
  lang: 'as language',
  url: 'in the address',
}
