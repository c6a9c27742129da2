import { assertNever } from '../core/assert-never.ts'
import type { ParseResult } from '../core/feed/parse-result.ts'
import { cleanXml } from './clean-xml.ts'
import { cutOutRoot } from './cut-out-root.ts'
import { decodeBytes } from './decode-bytes.ts'
import { mapFeed } from './map-feed.ts'
import { mapJsonFeed } from './map-json-feed.ts'
import { readXml } from './read-xml.ts'
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
      return feed === null
        ? { kind: 'not-a-feed', what: 'a JSON document that is no JSON Feed' }
        : { kind: 'parsed', feed, extent: 'whole', encoding, problems }
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
  const root = cutOutRoot(text, rootStart, rootName)
  if (root.kind === 'nothing-whole') {
    return { kind: 'malformed', message: 'the document ends before its first item is complete' }
  }
  try {
    const feed = mapFeed(await readXml(cleanXml(root.xml)))
    if (root.kind === 'whole') return { kind: 'parsed', feed, extent: 'whole', encoding, problems }
    const cut = `the document ends in the middle: </${rootName}> is missing; its ${feed.items.length} whole items were read`
    return { kind: 'parsed', feed, extent: 'cut', encoding, problems: [...problems, cut] }
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll('\n', ', ') : String(error)
    return { kind: 'malformed', message: `the XML cannot be read: ${reason}` }
  }
}
