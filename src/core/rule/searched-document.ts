import type { DocumentScan } from './document-scan.ts'
import type { PluralKeys } from './plural-keys.ts'
import type { SegmentBorders } from './segment-borders.ts'

/** A document ready to be searched: its scan, and what is worked out from it on demand. */
export type SearchedDocument = {
  readonly scan: DocumentScan
  readonly keys: PluralKeys
  readonly borders: SegmentBorders
}
