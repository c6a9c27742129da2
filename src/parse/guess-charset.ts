import { decodeLoosely, decodeStrictly } from './decode-charset.ts'
import { countStandardSyllables } from './decode-cp949.ts'
import { guessAlphabet } from './guess-alphabet.ts'

/**
 * Which legacy charset bytes are written in, where nothing truthful is declared. East Asian charsets have
 * structure, so that most of them cannot decode one another's text; among those that can, the one that gives
 * the most everyday characters of its language is right. Charsets of one byte are told apart by guess-alphabet.ts;
 * Western text is left to the caller. Where none fits to the last byte, one that loses next to nothing does.
 */

type Candidate = {
  readonly charset: string
  readonly countEveryday: (text: string) => number
  /** Share of everyday characters among the foreign ones below which text is not in that language. */
  readonly leastShare: number
}

const countOf =
  (pattern: RegExp) =>
  (text: string): number =>
    text.match(pattern)?.length ?? 0

const countKana = countOf(/[ぁ-ヶー]/gu)

/**
 * In the order of preference. Everyday characters: Hangul of KS X 1001, as code page 949 makes rare syllables of
 * Japanese too; kana with common ideographs; common ideographs.
 */
const CANDIDATES: readonly Candidate[] = [
  { charset: 'euc-kr', countEveryday: countStandardSyllables, leastShare: 0.6 },
  { charset: 'shift_jis', countEveryday: countKana, leastShare: 0.25 },
  { charset: 'euc-jp', countEveryday: countKana, leastShare: 0.25 },
]

/** Their characters are too many for a large share to be everyday ones: asked last. */
const LOOSE: readonly Candidate[] = [
  {
    charset: 'gb18030',
    countEveryday: countOf(/[的一是不在有中国和了年会为部人发]/gu),
    leastShare: 0.05,
  },
  {
    charset: 'big5',
    countEveryday: countOf(/[的一是不在有中國和了年會為部人發]/gu),
    leastShare: 0.05,
  },
]

/** Enough to know a language by. */
const SAMPLE_BYTES = 100_000
const LEAST_FOREIGN = 4

/** What is torn or unusual in a sound text: a description cut within a character, one that a newer table has. */
const MAX_LOST_COUNT = 2
const MAX_LOST_SHARE = 0.01
/** In a short text two may be most of it. */
const LEAST_FOREIGN_FOR_LOST = 5

/** The charset by name, or null when the text looks Western. */
export function guessCharset(bytes: Uint8Array): string | null {
  const sample = wholeCharacters(bytes)
  return (
    guessAmong(CANDIDATES, sample) ??
    guessAlphabet(sample) ??
    guessAmong(LOOSE, sample) ??
    guessDamaged(sample)
  )
}

function guessAmong(candidates: readonly Candidate[], sample: Uint8Array): string | null {
  const found = candidates.find((candidate) => {
    const decoded = decodeStrictly(sample, candidate.charset)
    return decoded !== null && isInLanguage(decoded.text, candidate)
  })
  return found?.charset ?? null
}

/** The one that loses the fewest characters, if they are few. */
function guessDamaged(sample: Uint8Array): string | null {
  const [best] = [...CANDIDATES, ...LOOSE]
    .map((candidate) => ({ candidate, text: decodeLoosely(sample, candidate.charset).text }))
    .map(({ candidate, text }) => ({ candidate, text, lost: countLost(text) }))
    .filter(({ candidate, text, lost }) => isLittle(lost, text) && isInLanguage(text, candidate))
    .toSorted((one, other) => one.lost - other.lost)
  return best?.candidate.charset ?? null
}

const countLost = countOf(/\ufffd/gu)
const countForeign = countOf(/[^\p{ASCII}\ufffd]/gu)

function isLittle(lost: number, text: string): boolean {
  const foreign = countForeign(text)
  const most = Math.max(MAX_LOST_COUNT, foreign * MAX_LOST_SHARE)
  return lost <= most && lost * LEAST_FOREIGN_FOR_LOST <= foreign
}

function isInLanguage(text: string, { countEveryday, leastShare }: Candidate): boolean {
  const foreign = countForeign(text)
  return foreign >= LEAST_FOREIGN && countEveryday(text) >= foreign * leastShare
}

/**
 * The beginning of the bytes, cut where no character can be torn: before a byte that is the second of none in any of
 * these charsets. Line ends will not do, as some feeds have a single one, behind the declaration.
 */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE_BYTES) return bytes
  const end = bytes.subarray(0, SAMPLE_BYTES + 1).findLastIndex(isNeverSecond)
  return bytes.subarray(0, end > 0 ? end : SAMPLE_BYTES)
}

/** Controls, the space, `<` and most punctuation; digits are second bytes in GB 18030. */
const isNeverSecond = (byte: number): boolean => byte < 0x40 && (byte < 0x30 || byte > 0x39)
