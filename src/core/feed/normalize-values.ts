import { foldSpace } from '../text/fold-space.ts'
import { plainTextOf } from '../text/plain-text.ts'

/** Small values of a feed as plain text on one line. */

export function titleOf(raw: string | null): string {
  return foldSpace(plainTextOf(raw ?? ''))
}

/** Names of authors or categories, each once, in the order of the document. */
export function namesOf(raw: readonly string[]): readonly string[] {
  const names = raw.map((name) => withoutAddress(titleOf(name))).filter((name) => name !== '')
  return [...new Set(names)]
}

/** RSS asks for `name@example.org (The Name)`. */
function withoutAddress(author: string): string {
  return /^[^\s@]+@\S+ \((.+)\)$/.exec(author)?.[1] ?? author
}

/** BCP 47 in lower case; null for what is none. */
export function languageOf(raw: string | null): string | null {
  const tag = raw?.trim().toLowerCase().replaceAll('_', '-') ?? ''
  return /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/.test(tag) ? tag : null
}
