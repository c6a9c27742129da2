import type { Hunk, Span } from './align-words.ts'
import { markedLength } from './show-hunk.ts'
import type { ComparedText } from './split-words.ts'

/** UTF-16 units. */
export const LONGEST_PASSAGE = 300
/** Changes of one sentence with more than this between them are passages of their own. */
const LONGEST_BETWEEN = 80

/** Changes that are shown together, in order, and the words around them that stayed, up to the changes before and after. */
export type Passage = { readonly hunks: readonly [Hunk, ...Hunk[]]; readonly around: Span }

export function listPassages(
  old: ComparedText,
  now: ComparedText,
  hunks: readonly Hunk[],
): readonly Passage[] {
  const groups: [Hunk, ...Hunk[]][] = []
  let length = 0
  for (const hunk of hunks) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    const size = markedLength(old, now, hunk)
    const between = last === undefined ? null : lengthBetween(old, now, last, hunk)
    if (group !== undefined && between !== null && length + between + size <= LONGEST_PASSAGE) {
      group.push(hunk)
      length += between + size
    } else {
      groups.push([hunk])
      length = size
    }
  }
  return groups.map((group, index) => ({
    hunks: group,
    around: {
      start: groups[index - 1]?.at(-1)?.after.end ?? 0,
      end: groups[index + 1]?.[0].after.start ?? now.words.length,
    },
  }))
}

/** Null where the words are too many to stand in one passage, or where a sentence ends before or in them. */
function lengthBetween(
  old: ComparedText,
  { words }: ComparedText,
  last: Hunk,
  next: Hunk,
): number | null {
  const isRemoval = last.after.start === last.after.end
  if (isRemoval && old.words[last.before.end - 1]?.endsSentence === true) return null
  const between = words.slice(Math.max(0, last.after.end - 1), next.after.start)
  const [first] = between
  if (first === undefined) return 0
  const length = (between.at(-1)?.gapEnd ?? first.gapEnd) - first.end
  return length > LONGEST_BETWEEN || between.some((word) => word.endsSentence) ? null : length
}
