import type { KoreanLexicon } from '../korean/korean-lexicon.ts'
import type { EojeolMemo } from '../term/eojeol-memo.ts'
import type { WordReader } from '../term/word-reader.ts'
import type { DocumentScan } from './document-scan.ts'
import type { SegmentBorders } from './segment-borders.ts'

/** A document ready to be searched: its scan, and what is worked out from it on demand. */
export type SearchedDocument = {
  readonly scan: DocumentScan
  /** The key that a folded word is compared by in the language of the document. */
  readonly keyOf: (folded: string) => string
  readonly words: WordReader
  readonly borders: SegmentBorders
  /** null where none is given: then Korean terms are found by their length alone. */
  readonly korean: KoreanLexicon | null
  /** What is remembered of Korean terms from one document to the next. */
  readonly eojeols: EojeolMemo
}
