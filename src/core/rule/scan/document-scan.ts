import type { DocumentField, MatchDocument } from '../match-document.ts'
import type { Characters } from './characters.ts'
import type { Tokens } from './tokens.ts'

/** One text of a document within the scan. */
export type ScannedSection = {
  readonly field: DocumentField
  readonly text: string
  /** Where the text begins in the field: 0, except for later entries of a list. */
  readonly offset: number
  readonly firstToken: number
  /** Range of its characters in the scan. */
  readonly from: number
  readonly to: number
}

/** A document taken apart, once for all rules. It is overwritten by the next scan of the same scanner. */
export type DocumentScan = {
  readonly characters: Characters
  readonly tokens: Tokens
  readonly sections: readonly ScannedSection[]
  /** Asked for its language when that is needed: to tell it may take longer than the scan. */
  readonly document: Pick<MatchDocument, 'language'>
}

/** The text that a token stands in. */
export function sectionOfToken(scan: DocumentScan, token: number): ScannedSection | null {
  const { sections } = scan
  let low = 0
  let high = sections.length
  while (low < high) {
    const middle = (low + high) >> 1
    const section = sections[middle]
    if (section !== undefined && section.firstToken <= token) low = middle + 1
    else high = middle
  }
  return sections[low - 1] ?? null
}
