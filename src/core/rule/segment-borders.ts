import { type DocumentScan, Gap } from './document-scan.ts'

/** Where words begin within runs of Han and kana, by the dictionary of Intl.Segmenter. */
export type SegmentBorders = {
  /** Whether a word begins at the token, or the token is no part of a run. */
  readonly isBorder: (token: number) => boolean
}

/** Longest run that is segmented at once: beyond it no text has gone without a sign, and borders at its edge may be wrong. */
const MAX_RUN = 2_000

const segmenters = new Map<string, Intl.Segmenter>()

/** Segments a document when the first border is asked for; most documents are never segmented. */
export function createSegmentBorders(scan: DocumentScan): SegmentBorders {
  let inner: Uint8Array | null = null
  return {
    isBorder(token): boolean {
      if (!continuesRun(scan, token)) return true
      inner ??= segmentRuns(scan)
      return inner[token] === 1
    },
  }
}

function continuesRun(scan: DocumentScan, token: number): boolean {
  const here = scan.tokens[token]
  const before = scan.tokens[token - 1]
  return here?.kind === 'character' && before?.kind === 'character' && here.gap === Gap.none
}

/** A 1 for every token before which a word begins. */
function segmentRuns(scan: DocumentScan): Uint8Array {
  const segmenter = segmenterFor(scan.language)
  const borders = new Uint8Array(scan.tokens.length)
  let run = ''
  let runStart = 0
  const endRun = (next: number): void => {
    let token = runStart
    for (const { segment } of segmenter.segment(run)) {
      borders[token] = 1
      token += [...segment].length
    }
    run = ''
    runStart = next
  }
  for (const [index, token] of scan.tokens.entries()) {
    if (!continuesRun(scan, index) || index - runStart >= MAX_RUN) endRun(index)
    if (token.kind !== 'character') continue
    run += String.fromCodePoint(scan.characters.codes[token.from] ?? 0)
  }
  endRun(scan.tokens.length)
  return borders
}

function segmenterFor(language: string | null): Intl.Segmenter {
  const locale = language?.toLowerCase().startsWith('zh') === true ? 'zh' : 'ja'
  const known = segmenters.get(locale)
  if (known !== undefined) return known
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' })
  segmenters.set(locale, segmenter)
  return segmenter
}
