/**
 * What the keys of a document (document-keys.ts) must hold for a rule to be true of it. It says yes to every document that the
 * rule hits, and to some that it does not: a search index proposes documents by it, and the matcher decides.
 */
export type KeyNeed =
  /** Nothing that the keys could tell: every document must be looked at. */
  | { readonly kind: 'anything' }
  | { readonly kind: 'key'; readonly key: string }
  /** Some key that begins so. */
  | { readonly kind: 'prefix'; readonly prefix: string }
  /** At least `count` of the parts; none of them is `anything`. */
  | { readonly kind: 'some'; readonly count: number; readonly parts: readonly KeyNeed[] }

export const ANYTHING: KeyNeed = { kind: 'anything' }
/** No document has it. */
export const NOTHING: KeyNeed = { kind: 'some', count: 1, parts: [] }

export function allOf(needs: readonly KeyNeed[]): KeyNeed {
  return someOf(needs.length, needs)
}

export function anyOf(needs: readonly KeyNeed[]): KeyNeed {
  return someOf(1, needs)
}

/** At least `count` of the needs; those that anything fulfils count as fulfilled. */
export function someOf(count: number, needs: readonly KeyNeed[]): KeyNeed {
  const telling = needs.filter(({ kind }) => kind !== 'anything')
  const left = count - (needs.length - telling.length)
  if (left <= 0) return ANYTHING
  const parts = distinct(telling)
  // one that is named several times counts as many times
  const least = Math.max(1, left - (telling.length - parts.length))
  const [first, second] = parts
  return first !== undefined && second === undefined ? first : { kind: 'some', count: least, parts }
}

function distinct(needs: readonly KeyNeed[]): readonly KeyNeed[] {
  return [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()]
}

/** Whether a document with these keys may be one that the rule hits. */
export function mayHold(need: KeyNeed, keys: ReadonlySet<string>): boolean {
  switch (need.kind) {
    case 'anything':
      return true
    case 'key':
      return keys.has(need.key)
    case 'prefix':
      return keys.values().some((key) => key.startsWith(need.prefix))
    case 'some':
      return need.parts.filter((part) => mayHold(part, keys)).length >= need.count
  }
}
