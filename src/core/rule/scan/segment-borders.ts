import { codeAt } from './characters.ts'
import type { DocumentScan } from './document-scan.ts'
import { Gap } from './gap.ts'
import { TokenKind } from './tokens.ts'

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

/** Whether the token and the one before it are Han or kana characters with nothing between. */
export function continuesRun({ tokens }: DocumentScan, token: number): boolean {
  if (token <= 0 || token >= tokens.count) return false
  return (
    tokens.kindAt(token) === TokenKind.character &&
    tokens.kindAt(token - 1) === TokenKind.character &&
    tokens.gapAt(token) === Gap.none
  )
}

/** A 1 for every token before which a word begins. */
function segmentRuns(scan: DocumentScan): Uint8Array {
  const { characters, tokens } = scan
  const segmenter = segmenterFor(scan.document.language)
  const borders = new Uint8Array(tokens.count)
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
  for (let index = 0; index < tokens.count; index += 1) {
    if (!continuesRun(scan, index) || index - runStart >= MAX_RUN) endRun(index)
    if (tokens.kindAt(index) !== TokenKind.character) continue
    run += String.fromCodePoint(codeAt(characters, tokens.from[index] ?? 0))
  }
  endRun(tokens.count)
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
