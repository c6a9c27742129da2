import type { Token, WordForm } from './document-scan.ts'
import { joinWordForms } from './word-form.ts'

/** The parts of a hyphenated word read as one: free-trade is also freetrade. */
export type JoinedWord = {
  /** Index of the token behind the last part. */
  readonly nextToken: number
  readonly form: WordForm
}

/** A word of more parts is read in twos and threes alone; no language writes one, and texts of a million hyphens exist. */
const MAX_JOINED_PARTS = 16

const NONE: readonly JoinedWord[] = []

/** The words that the parts from a token on make together: two, three, or all of them. Made when asked for, to save memory. */
export function joinedAt(tokens: readonly Token[], index: number): readonly JoinedWord[] {
  const chain = tokens[index]?.chain ?? null
  if (chain === null || index + 1 >= chain.next) return NONE
  const { first, next } = chain
  const joined: JoinedWord[] = []
  for (let end = index + 2; end <= Math.min(index + 3, next); end += 1) {
    joined.push(join(tokens, index, end))
  }
  const isWhole = index === first && next > index + 3 && next - first <= MAX_JOINED_PARTS
  if (isWhole) joined.push(join(tokens, first, next))
  return joined
}

function join(tokens: readonly Token[], from: number, to: number): JoinedWord {
  const forms: WordForm[] = []
  for (let at = from; at < to; at += 1) {
    const form = tokens[at]?.form ?? null
    if (form !== null) forms.push(form)
  }
  return { nextToken: to, form: joinWordForms(forms) }
}
