import { readFileSync } from 'node:fs'
import path from 'node:path'
import { cutOutRoot } from '../../src/parse/cut-out-root.ts'
import { decodeBytes } from '../../src/parse/decode-bytes.ts'
import { sniffDocument } from '../../src/parse/sniff-document.ts'

/** Beyond it the faults of a feed are the same ones, at length. */
const MOST_BYTES = 60_000
/** Every feed would show the same, in minutes. */
const EVERY = 3

type IndexEntry = {
  readonly file: string
  readonly group: string
  readonly notWellFormed: boolean
}

/** Root elements of sound XML feeds, every third, of these groups in a corpus folder, as text. */
export function readCorpusFeeds(
  folder: string,
  groups: readonly string[],
): readonly { readonly name: string; readonly xml: string }[] {
  const index = JSON.parse(
    readFileSync(path.join(folder, 'index.json'), 'utf8'),
  ) as readonly IndexEntry[] // the format that its README describes
  return index
    .filter(({ group, notWellFormed }) => groups.includes(group) && !notWellFormed)
    .filter((_entry, at) => at % EVERY === 0)
    .flatMap(({ file }) => {
      const bytes = readFileSync(path.join(folder, file))
      const { text } = decodeBytes(bytes, null)
      const document = sniffDocument(text)
      if (document.kind !== 'feed' || bytes.length > MOST_BYTES) return []
      const { extent, xml } = cutOutRoot(text, document.rootStart, document.rootName)
      return extent === 'whole' ? [{ name: file, xml }] : []
    })
}
