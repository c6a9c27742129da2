import type { DocumentScan } from './document-scan.ts'
import type { PluralKeys } from './plural-keys.ts'
import type { SegmentBorders } from './segment-borders.ts'

/** A place where a term stands. */
export type TermHit = {
  readonly firstToken: number
  /** Index behind the last token. */
  readonly nextToken: number
  /** Range of characters in the scan; within a token where a term is part of an eojeol. */
  readonly from: number
  readonly to: number
}

/** A document ready to be searched: its scan, and what is worked out from it on demand. */
export type SearchedDocument = {
  readonly scan: DocumentScan
  readonly keys: PluralKeys
  readonly borders: SegmentBorders
}
