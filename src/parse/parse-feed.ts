import { assertNever } from '../core/assert-never.ts'
import type { ParseResult } from '../core/feed/parse-result.ts'
import { chooseReader } from './choose-reader.ts'
import { cleanXml } from './clean-xml.ts'
import { cutOutRoot } from './cut-out-root.ts'
import { decodeBytes } from './decode-bytes.ts'
import { expandDeclared } from './expand-declared.ts'
import { mapJsonFeed } from './map-json-feed.ts'
import { readFeed } from './read-feed.ts'
import { type DocumentKind, sniffDocument } from './sniff-document.ts'

/**
 * Bytes of an answer to a feed as the document gave it: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed.
 * `contentType` is the HTTP header, used for its charset alone. Never throws for what a document holds: what
 * is no feed, and what cannot be read, are results with a sentence for people.
 */
export async function parseFeed(
  bytes: Uint8Array,
  contentType: string | null,
): Promise<ParseResult> {
  const { text, encoding, problems } = decodeBytes(bytes, contentType)
  const document = sniffDocument(text)
  switch (document.kind) {
    case 'feed':
      return await parseXmlFeed(text, document, encoding, problems)
    case 'json': {
      const feed = mapJsonFeed(text)
      const { reader, reason } = chooseReader({ kind: 'json' })
      return feed === null
        ? { kind: 'not-a-feed', what: 'a JSON document that is no JSON Feed' }
        : {
            kind: 'parsed',
            feed,
            extent: 'whole',
            reader,
            readerReason: reason,
            encoding,
            problems,
          }
    }
    case 'html':
      return {
        kind: 'not-a-feed',
        what: document.title === null ? 'an HTML page' : `an HTML page titled “${document.title}”`,
      }
    case 'empty':
      return { kind: 'not-a-feed', what: 'an empty document' }
    case 'other':
      return { kind: 'not-a-feed', what: document.what }
    default:
      return assertNever(document)
  }
}

async function parseXmlFeed(
  text: string,
  { rootName, rootStart }: Extract<DocumentKind, { kind: 'feed' }>,
  encoding: string,
  problems: readonly string[],
): Promise<ParseResult> {
  const { extent, xml } = cutOutRoot(text, rootStart, rootName)
  const expanded = expandDeclared(xml, text.slice(0, rootStart))
  const { feed, reader, reason } = await readFeed(cleanXml(expanded), extent)
  const read = { kind: 'parsed', feed, extent, reader, readerReason: reason, encoding } as const
  if (extent === 'whole') return { ...read, problems }
  if (feed.items.length === 0) {
    return { kind: 'malformed', message: 'the document ends before its first item is complete' }
  }
  const cut = `the document ends in the middle: </${rootName}> is missing; its ${feed.items.length} whole items were read`
  return { ...read, problems: [...problems, cut] }
}
