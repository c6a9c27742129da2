import { bindNear, fieldClash } from './bind-field.ts'
import { childrenOf, type NearQuery, type Query, type TermQuery } from './query.ts'
import type { RuleProblem } from './rule-problem.ts'
import type { RuleToken } from './rule-token.ts'
import {
  chainTooLong,
  countOutOfRange,
  emptyPlace,
  listMissing,
  missingOperand,
  notInField,
  slopWithoutPhrase,
  tooDeep,
  unclosed,
  unexpectedComma,
  unopened,
} from './syntax-problems.ts'

/** The tree of a rule; where there are problems, it is not to be used. */
export type QueryBuild = { readonly query: Query; readonly problems: readonly RuleProblem[] }

type FieldToken = Extract<RuleToken, { kind: 'field' }>
/** What stands between two operands of NEAR. */
type NearLink = Pick<NearQuery, 'distance' | 'isOrdered' | 'isNegated' | 'start' | 'end'>

/** Deeper nesting is refused: the tree is walked by recursion, and no rule that is read by people needs it. */
const MAX_DEPTH = 200
/** Longer chains of NEAR are refused, in parentheses too: what they cost grows with the square of their length. */
const MAX_NEAR = 20

/**
 * Builds the tree by recursive descent; NEAR binds tighter than NOT, NOT than AND, AND than OR. Reading stops
 * at the first mistake, because what follows one seldom means anything.
 */
export function buildQuery(tokens: readonly RuleToken[], sourceLength: number): QueryBuild {
  const problems: RuleProblem[] = []
  let at = 0
  let depth = 0
  /** The field that what is being read stands in. */
  let fieldToken: FieldToken | null = null

  const peek = (ahead = 0): RuleToken | undefined => tokens[at + ahead]
  const refuse = (problem: RuleProblem): Query => {
    if (problems.length === 0) problems.push(problem)
    at = tokens.length
    return PLACEHOLDER
  }
  const nested = (token: RuleToken, read: () => Query): Query => {
    if (depth >= MAX_DEPTH) return refuse(tooDeep(token, MAX_DEPTH))
    depth += 1
    const query = read()
    depth -= 1
    return query
  }

  const readOr = (before: RuleToken | null): Query => {
    const first = readAnd(before)
    const children = [first]
    for (let token = peek(); token?.kind === 'or'; token = peek()) {
      at += 1
      children.push(readAnd(token))
    }
    return group('or', children)
  }

  const readAnd = (before: RuleToken | null): Query => {
    const children = [readUnary(before)]
    for (let token = peek(); token !== undefined && continuesAnd(token); token = peek()) {
      if (token.kind === 'and') at += 1
      children.push(readUnary(token.kind === 'and' ? token : null))
    }
    return group('and', children)
  }

  const readUnary = (before: RuleToken | null): Query => {
    const token = peek()
    if (token?.kind !== 'not') return readNear(before)
    at += 1
    return nested(token, () => {
      const child = readUnary(token)
      return { kind: 'not', child, start: token.start, end: child.end }
    })
  }

  const readNear = (before: RuleToken | null): Query => {
    const operands = [readPrimary(before)]
    const links: NearLink[] = []
    for (;;) {
      const isNegated = peek()?.kind === 'not' && peek(1)?.kind === 'near'
      const operator = peek(isNegated ? 1 : 0)
      if (operator?.kind !== 'near') break
      if (links.length >= MAX_NEAR) return refuse(chainTooLong(operator, MAX_NEAR))
      at += isNegated ? 2 : 1
      links.push({ ...operator, isNegated })
      operands.push(readPrimary(operator))
    }
    return joinNear(operands, links)
  }

  const joinNear = (operands: readonly Query[], links: readonly NearLink[]): Query => {
    const [only] = operands
    if (only !== undefined && operands.length === 1) return only
    const bound = bindNear(operands, links)
    if (bound.kind === 'refused') return refuse(bound.problem)
    const joined = chainNear(bound.operands, links)
    return countNear(joined) > MAX_NEAR ? refuse(chainTooLong(joined, MAX_NEAR)) : joined
  }

  const readPrimary = (before: RuleToken | null): Query => {
    const token = peek()
    switch (token?.kind) {
      case 'term':
        at += 1
        return token.slop === null
          ? termOf(token, token.text, token.textStart)
          : readSlop(token, token.slop)
      case 'concept': {
        at += 1
        const { name, start, end } = token
        return { kind: 'concept', name, field: fieldToken?.field ?? null, start, end }
      }
      case 'field':
        at += 1
        return nested(token, () => readFielded(token))
      case 'open':
        at += 1
        return nested(token, () => readGroup(token))
      case 'atLeast':
        at += 1
        return nested(token, () => readAtLeast(token))
      default:
        if (token?.kind === 'not' && before?.kind === 'field')
          return refuse(notInField(before, token))
        return refuse(missingOperand(token, before, sourceLength))
    }
  }

  const readFielded = (token: FieldToken): Query => {
    const outer = fieldToken
    if (outer !== null && outer.field !== token.field) {
      return refuse(fieldClash(outer.field, token.field, token))
    }
    fieldToken = token
    const child = readPrimary(token)
    fieldToken = outer
    return widen(child, token.start, child.end)
  }

  const readGroup = (open: RuleToken): Query => {
    const inner = readOr(open)
    const close = peek()
    if (close?.kind === 'comma') return refuse(unexpectedComma(close))
    if (close?.kind !== 'close') return refuse(unclosed(open))
    at += 1
    return widen(inner, open.start, close.end)
  }

  const readAtLeast = (token: Extract<RuleToken, { kind: 'atLeast' }>): Query => {
    const open = peek()
    if (open?.kind !== 'open') return refuse(listMissing(token))
    at += 1
    const children = [readOr(open)]
    for (let comma = peek(); comma?.kind === 'comma'; comma = peek()) {
      at += 1
      if (peek()?.kind === 'comma' || peek()?.kind === 'close') return refuse(emptyPlace(comma))
      children.push(readOr(comma))
    }
    const close = peek()
    if (close?.kind !== 'close') return refuse(unclosed(open))
    at += 1
    if (token.count < 1 || token.count > children.length) {
      return refuse(countOutOfRange(token, token.count, children.length))
    }
    return { kind: 'atLeast', count: token.count, children, start: token.start, end: close.end }
  }

  /** "a b"~5 is a NEAR/5 b. */
  const readSlop = (token: Extract<RuleToken, { kind: 'term' }>, distance: number): Query => {
    const words = [...token.text.matchAll(/\S+/g)]
    if (words.length < 2) return refuse(slopWithoutPhrase(token))
    if (words.length > MAX_NEAR) return refuse(chainTooLong(token, MAX_NEAR))
    const terms = words.map((word) => termOf(token, word[0], token.textStart + word.index))
    const { start, end } = token
    const links = words.map(() => ({ distance, isOrdered: false, isNegated: false, start, end }))
    return { ...joinNear(terms, links), start, end }
  }

  const termOf = (
    token: Extract<RuleToken, { kind: 'term' }>,
    text: string,
    textStart: number,
  ): TermQuery => {
    const { isQuoted, isExact, start, end } = token
    const field = fieldToken?.field ?? null
    return { kind: 'term', text, textStart, isQuoted, isExact, field, start, end }
  }

  const query = readOr(null)
  const rest = peek()
  if (rest?.kind === 'close') refuse(unopened(rest))
  else if (rest?.kind === 'comma') refuse(unexpectedComma(rest))
  return { query, problems }
}

const PLACEHOLDER: TermQuery = {
  kind: 'term',
  text: '',
  textStart: 0,
  isQuoted: false,
  isExact: false,
  field: null,
  start: 0,
  end: 0,
}

/** Operands joined from the left, as a NEAR/3 b NEAR/3 c is (a NEAR/3 b) NEAR/3 c. */
function chainNear(operands: readonly Query[], links: readonly NearLink[]): Query {
  return operands.reduce((left, right, index) => {
    const link = links[index - 1]
    if (link === undefined) return right
    const { distance, isOrdered, isNegated } = link
    const { start } = left
    return { kind: 'near', left, right, distance, isOrdered, isNegated, start, end: right.end }
  })
}

/** How many NEARs are joined in one, in a row or in parentheses; of alternatives those of the longest. */
function countNear(query: Query): number {
  if (query.kind === 'near') {
    const right = query.isNegated ? 0 : countNear(query.right)
    return countNear(query.left) + right + (query.isNegated ? 0 : 1)
  }
  return childrenOf(query).reduce((most, child) => Math.max(most, countNear(child)), 0)
}

function continuesAnd(token: RuleToken): boolean {
  return token.kind !== 'or' && token.kind !== 'close' && token.kind !== 'comma'
}

function group(kind: 'and' | 'or', children: readonly Query[]): Query {
  const first = children[0]
  const last = children.at(-1)
  if (first === undefined || last === undefined || children.length === 1)
    return first ?? PLACEHOLDER
  return { kind, children, start: first.start, end: last.end }
}

/** Groups take in their parentheses and their field; terms and concepts stay as narrow as they are written. */
function widen(query: Query, start: number, end: number): Query {
  return query.kind === 'term' || query.kind === 'concept' ? query : { ...query, start, end }
}
