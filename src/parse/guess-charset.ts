import { guessAlphabet } from './guess-alphabet.ts'

/**
 * Which legacy charset bytes are written in, where nothing truthful is declared. East Asian charsets have
 * structure, so that most of them cannot decode one another's text; among those that can, the one that gives
 * the most everyday characters of its language is right. Charsets of one byte are told apart by guess-alphabet.ts;
 * Western text is left to the caller.
 */

type Candidate = { readonly charset: string; readonly everyday: RegExp }

/** In the order of preference. Everyday characters: Hangul; kana with common ideographs; common ideographs. */
const CANDIDATES: readonly Candidate[] = [
  { charset: 'euc-kr', everyday: /[가-힣]/gu },
  { charset: 'shift_jis', everyday: /[ぁ-ヶー]/gu },
  { charset: 'euc-jp', everyday: /[ぁ-ヶー]/gu },
]

/** Their characters are too many for a large share to be everyday ones: asked last. */
const LOOSE: readonly Candidate[] = [
  { charset: 'gb18030', everyday: /[的一是不在有中国和了年会为部人发]/gu },
  { charset: 'big5', everyday: /[的一是不在有中國和了年會為部人發]/gu },
]

/** Share of everyday characters among the foreign ones below which text is not in that language. */
const LEAST_SHARE: Readonly<Record<string, number>> = {
  'euc-kr': 0.6,
  shift_jis: 0.25,
  'euc-jp': 0.25,
  gb18030: 0.05,
  big5: 0.05,
}

/** Enough to know a language by. */
const SAMPLE_BYTES = 100_000
const LEAST_FOREIGN = 4

/** The charset by name, or null when the text looks Western. */
export function guessCharset(bytes: Uint8Array): string | null {
  const sample = wholeLines(bytes)
  return guessAmong(CANDIDATES, sample) ?? guessAlphabet(sample) ?? guessAmong(LOOSE, sample)
}

function guessAmong(candidates: readonly Candidate[], sample: Uint8Array): string | null {
  for (const { charset, everyday } of candidates) {
    const text = decode(sample, charset)
    if (text === null) continue
    const foreign = text.match(/[^\p{ASCII}]/gu)?.length ?? 0
    if (foreign < LEAST_FOREIGN) continue
    const share = (text.match(everyday)?.length ?? 0) / foreign
    if (share >= (LEAST_SHARE[charset] ?? 1)) return charset
  }
  return null
}

/** The beginning of the bytes, cut where no character can be torn. */
function wholeLines(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE_BYTES) return bytes
  const end = bytes.lastIndexOf(0x0a, SAMPLE_BYTES)
  return bytes.subarray(0, end > 0 ? end : SAMPLE_BYTES)
}

function decode(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
