import type { Hunk, Span } from './align-words.ts'
import type { ComparedText, Word } from './split-words.ts'

/**
 * The differences worth telling: without those of spelling alone, with words that became abbreviations, and with those
 * joined that only a word or two of a rewritten stretch keep apart.
 */
export function findTellingHunks(
  old: ComparedText,
  now: ComparedText,
  hunks: readonly Hunk[],
): readonly Hunk[] {
  const real = hunks.filter((hunk) => !isRespelling(old, now, hunk))
  const all = [...real, ...findCaseHunks(old, now, hunks)].sort(
    (a, b) => a.after.start - b.after.start || a.before.start - b.before.start,
  )
  return joinHunks(old, now, all)
}

/** The same letters with other spaces or hyphens between them. */
function isRespelling(old: ComparedText, now: ComparedText, { before, after }: Hunk): boolean {
  const lettersOf = ({ words }: ComparedText, { start, end }: Span): string =>
    words
      .slice(start, end)
      .map(({ key }) => key)
      .join('')
      .normalize('NFKC')
  const isReplaced = before.end > before.start && after.end > after.start
  return isReplaced && lettersOf(old, before) === lettersOf(now, after)
}

/** Words that stayed but for their case, where one is an abbreviation, sentence by sentence. */
function findCaseHunks(
  old: ComparedText,
  now: ComparedText,
  hunks: readonly Hunk[],
): readonly Hunk[] {
  const found: Hunk[] = []
  let sentence = { wordCount: 0, recasedCount: 0, hunks: [] as Hunk[] }
  const endSentence = (): void => {
    // "KOREA AND SINGAPORE SIGN" in place of "Korea and Singapore sign" is a matter of style
    if (sentence.recasedCount * 2 < sentence.wordCount) found.push(...sentence.hunks)
    sentence = { wordCount: 0, recasedCount: 0, hunks: [] }
  }
  for (const [one, other] of listSamePairs(old, now, hunks)) {
    const was = formOf(old, one)
    const is = formOf(now, other)
    sentence.wordCount += 1
    if (was.toLowerCase() !== was || is.toLowerCase() !== is) {
      if (was !== is) sentence.recasedCount += 1
      if (was !== is && isAbbreviation(was) !== isAbbreviation(is)) {
        sentence.hunks.push({
          before: { start: one, end: one + 1 },
          after: { start: other, end: other + 1 },
        })
      }
    }
    if (now.words[other]?.endsSentence === true) endSentence()
  }
  endSentence()
  return found
}

/** Indexes of the words that stayed, on both sides. */
function* listSamePairs(
  old: ComparedText,
  now: ComparedText,
  hunks: readonly Hunk[],
): Generator<readonly [number, number]> {
  const last: Hunk = {
    before: { start: old.words.length, end: old.words.length },
    after: { start: now.words.length, end: now.words.length },
  }
  let one = 0
  let other = 0
  for (const { before, after } of [...hunks, last]) {
    for (; one < before.start && other < after.start; one += 1, other += 1) yield [one, other]
    one = before.end
    other = after.end
  }
}

function formOf({ text, words }: ComparedText, index: number): string {
  const word = words[index]
  return word === undefined ? '' : text.slice(word.start, word.end).normalize('NFKC')
}

function isAbbreviation(word: string): boolean {
  return /^\p{Lu}{2,6}$/u.test(word)
}

/** Two hunks with less between them than either holds read better as one. */
function joinHunks(old: ComparedText, now: ComparedText, hunks: readonly Hunk[]): readonly Hunk[] {
  const joined: Hunk[] = []
  for (const next of hunks) {
    let hunk = next
    for (let last = joined.at(-1); last !== undefined; last = joined.at(-1)) {
      const between = lengthOf(now.words, { start: last.after.end, end: hunk.after.start })
      const size = (each: Hunk): number =>
        Math.max(lengthOf(old.words, each.before), lengthOf(now.words, each.after))
      if (between > 0 && between >= Math.min(size(last), size(hunk))) break
      joined.pop()
      hunk = {
        before: { start: last.before.start, end: hunk.before.end },
        after: { start: last.after.start, end: hunk.after.end },
      }
    }
    joined.push(hunk)
  }
  return joined
}

/** Characters from the first to the last word. */
function lengthOf(words: readonly Word[], { start, end }: Span): number {
  return start >= end ? 0 : (words[end - 1]?.end ?? 0) - (words[start]?.start ?? 0)
}
