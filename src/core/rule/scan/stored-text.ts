import { type DocumentScan, sectionOfToken } from './document-scan.ts'
import { endOfStored } from './read-characters.ts'

/** A range of characters as the document has it stored; `token` is any token in it. */
export function storedText(scan: DocumentScan, token: number, from: number, to: number): string {
  const section = sectionOfToken(scan, token)
  if (section === null || from >= to) return ''
  const { starts } = scan.characters
  const start = (starts[from] ?? 0) - section.offset
  return section.text.slice(
    start,
    endOfStored(section.text, (starts[to - 1] ?? 0) - section.offset),
  )
}
