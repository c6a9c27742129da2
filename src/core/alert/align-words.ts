import { diffArrays } from 'diff/lib/diff/array.js'
import type { Word } from './split-words.ts'

/**
 * Which words of a text became which of a later one: Myers' comparison, first of whole sentences and then of the words in
 * those that differ, so that words that happen to stand in two different sentences do not pair them.
 */

/** Indexes of words, end exclusive; one of the two spans may be empty. */
export type Hunk = { readonly before: Span; readonly after: Span }
export type Span = { readonly start: number; readonly end: number }

/**
 * Insertions and deletions of one comparison; its cost grows with their square, whatever the texts are. Beyond that a
 * stretch counts as replaced as a whole.
 */
const MOST_EDITS = 600

export function alignWords(before: readonly Word[], after: readonly Word[]): readonly Hunk[] {
  const numbers = new Map<string, number>()
  const numberOf = (key: string): number => numberIn(numbers, key)
  const sides: Sides = {
    before: before.map(({ key }) => numberOf(key)),
    after: after.map(({ key }) => numberOf(key)),
  }
  const whole = withoutCommonEnds(sides, {
    before: { start: 0, end: before.length },
    after: { start: 0, end: after.length },
  })
  if (isEmpty(whole)) return []
  const sentences = {
    before: listSentences(before, whole.before),
    after: listSentences(after, whole.after),
  }
  const keys = new Map<string, number>()
  const keysOf = (side: keyof Sides): readonly number[] =>
    sentences[side].map(({ start, end }) => numberIn(keys, sides[side].slice(start, end).join(' ')))
  const stretches = compare({ before: keysOf('before'), after: keysOf('after') })
  if (stretches === null) return compareWords(sides, whole)
  return stretches.flatMap((stretch) =>
    compareWords(sides, {
      before: wordsOf(sentences.before, stretch.before, whole.before.end),
      after: wordsOf(sentences.after, stretch.after, whole.after.end),
    }),
  )
}

/** Words by number, for comparing numbers is quick. */
type Sides = { readonly before: readonly number[]; readonly after: readonly number[] }

/** From 1, because jsdiff passes over 0. */
function numberIn(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key) ?? numbers.size + 1
  numbers.set(key, known)
  return known
}

function isEmpty({ before, after }: Hunk): boolean {
  return before.start === before.end && after.start === after.end
}

function listSentences(words: readonly Word[], within: Span): readonly Span[] {
  const sentences: Span[] = []
  let start = within.start
  for (let index = within.start; index < within.end; index += 1) {
    if (words[index]?.endsSentence === true || index === within.end - 1) {
      sentences.push({ start, end: index + 1 })
      start = index + 1
    }
  }
  return sentences
}

/** The words of some sentences; `end` is where the last sentence ends. */
function wordsOf(sentences: readonly Span[], { start, end }: Span, endOfAll: number): Span {
  return { start: sentences[start]?.start ?? endOfAll, end: sentences[end]?.start ?? endOfAll }
}

function compareWords(sides: Sides, stretch: Hunk): readonly Hunk[] {
  const { before, after } = withoutCommonEnds(sides, stretch)
  const hunks = compare({
    before: sides.before.slice(before.start, before.end),
    after: sides.after.slice(after.start, after.end),
  })
  if (hunks === null) return [{ before, after }]
  return hunks.map((hunk) => ({
    before: { start: before.start + hunk.before.start, end: before.start + hunk.before.end },
    after: { start: after.start + hunk.after.start, end: after.start + hunk.after.end },
  }))
}

function withoutCommonEnds(sides: Sides, { before, after }: Hunk): Hunk {
  const longest = Math.min(before.end - before.start, after.end - after.start)
  let head = 0
  while (head < longest && sides.before[before.start + head] === sides.after[after.start + head]) {
    head += 1
  }
  let tail = 0
  while (
    tail < longest - head &&
    sides.before[before.end - 1 - tail] === sides.after[after.end - 1 - tail]
  ) {
    tail += 1
  }
  return {
    before: { start: before.start + head, end: before.end - tail },
    after: { start: after.start + head, end: after.end - tail },
  }
}

/** null: they differ in more than can be looked at. */
function compare({ before, after }: Sides): readonly Hunk[] | null {
  if (before.length === 0 || after.length === 0) {
    const all = { before: { start: 0, end: before.length }, after: { start: 0, end: after.length } }
    return isEmpty(all) ? [] : [all]
  }
  const runs = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS })
  if (runs === undefined) return null
  const hunks: Hunk[] = []
  let at = { before: 0, after: 0 }
  let isOpen = false
  for (const { count, added, removed } of runs) {
    const end = { before: at.before + (added ? 0 : count), after: at.after + (removed ? 0 : count) }
    if (added || removed) {
      const open = isOpen ? hunks.pop() : undefined
      hunks.push({
        before: { start: open?.before.start ?? at.before, end: end.before },
        after: { start: open?.after.start ?? at.after, end: end.after },
      })
    }
    isOpen = added || removed
    at = end
  }
  return hunks
}
