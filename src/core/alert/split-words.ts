import type { TextRange } from './find-sentence.ts'

/**
 * The words of a text, for comparing it with a later one. What stands between words (space, line ends, punctuation,
 * quotation marks) is no word, so that a change of it alone is none. Signs that change what a number says are part of it
 * (-0.3, ▲0.3) or words themselves (%, $).
 */
export type Word = TextRange & {
  /** Equal for words that say the same, in whatever case, width or kind of apostrophe. */
  readonly key: string
  /** Where the space and punctuation behind it end: at the next word, or at something passed over. */
  readonly gapEnd: number
  readonly endsSentence: boolean
}

/** A text with its words. */
export type ComparedText = { readonly text: string; readonly words: readonly Word[] }

// scripts that part no words: each character counts as one
const CHARACTER = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]`
const INVISIBLE = String.raw`\u00AD\u200B-\u200D\u2060\uFEFF`
const LETTERS = String.raw`[[\p{L}\p{N}\p{M}${INVISIBLE}]--${CHARACTER}]+`
/** `1,234.5` and `Korea’s` are one word, `-5` is one, `2020-2025` are two. */
const WORD = new RegExp(
  String.raw`${CHARACTER}\p{M}*|(?:(?<![\p{L}\p{N}])[\-−+▲△▼▽](?=\p{Nd}))?${LETTERS}(?:(?:(?<=\p{Nd})[.,](?=\p{Nd})|['’ʼ](?=\p{L}))${LETTERS})*|[\p{Sc}%‰≤≥±]`,
  'gv',
)
const INVISIBLES = new RegExp(`[${INVISIBLE}]`, 'g')
const GAP_REACH = 20
/** A full stop ends no sentence behind a single letter: U.S., J. Smith. */
const SENTENCE_END = /[\n。！？]|[.!?…]["'”’)\]]*\s/

/** The words in reading order, without those in the ranges `passedOver`, which are in order too. */
export function splitWords(text: string, passedOver: readonly TextRange[]): readonly Word[] {
  const starts: TextRange[] = []
  let range = 0
  for (const { index, 0: word } of text.matchAll(WORD)) {
    while ((passedOver[range]?.end ?? Number.POSITIVE_INFINITY) <= index) range += 1
    const isPassedOver = index >= (passedOver[range]?.start ?? Number.POSITIVE_INFINITY)
    if (!isPassedOver) starts.push({ start: index, end: index + word.length })
  }
  const borders = passedOver.map(({ start }) => start)
  let border = 0
  return starts.flatMap(({ start, end }, index) => {
    const key = keyOf(text.slice(start, end))
    while ((borders[border] ?? Number.POSITIVE_INFINITY) < end) border += 1
    const next = starts[index + 1]?.start ?? text.length
    const gapEnd = Math.min(next, borders[border] ?? text.length)
    const gap = `${text.slice(end, Math.min(next, end + GAP_REACH))}${next === text.length ? '\n' : ''}`
    const isInitial = end - start === 1 && /^\.\s/.test(gap) && /\p{Lu}/u.test(text[start] ?? '')
    const endsSentence = !isInitial && (gapEnd < next || SENTENCE_END.test(gap))
    return key === '' ? [] : [{ start, end, key, gapEnd, endsSentence }]
  })
}

/** Hangul, Han and kana have no case and, in these ranges, one form. */
const PLAIN = /^[a-z가-힣一-鿿ぁ-ゖァ-ヺー]+$/

function keyOf(word: string): string {
  if (PLAIN.test(word)) return word
  const plain = /^[\0-\x7f]*$/.test(word) ? word : foldForms(word)
  const lower = plain.toLowerCase()
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(lower) ? lower.replaceAll(',', '') : lower
}

function foldForms(word: string): string {
  return word
    .normalize('NFKC')
    .replace(INVISIBLES, '')
    .replace(/[’ʼ]/g, "'")
    .replace(/−/g, '-')
    .replace(/△/g, '▲')
    .replace(/▽/g, '▼')
}
