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

/** RSS asks for `name@example.org (The Name)`; mail programs write `The Name <name@example.org>`. */
function withoutAddress(author: string): string {
  const name =
    /^[^\s@]+@\S+ \((.+)\)$/.exec(author) ?? /^([^<>]*[^<> ]) ?<[^\s<>@]+@[^\s<>]+>$/.exec(author)
  return name?.[1] ?? author
}

/** BCP 47 in lower case; null for what is none. */
export function languageOf(raw: string | null): string | null {
  const tag = raw?.trim().toLowerCase().replaceAll('_', '-') ?? ''
  return /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/.test(tag) ? tag : null
}
