import type { WireFeed } from '../core/feed/wire-feed.ts'
import { chooseReader, MOST_ORDINARY_CHARS, type ReaderChoice } from './choose-reader.ts'
import { mapFeed } from './map-feed.ts'
import { readStrictly } from './read-strictly.ts'
import { readTolerantly } from './read-tolerantly.ts'
import { readXml } from './read-xml.ts'
import { surveyXml, type XmlTraits } from './survey-xml.ts'
import type { XmlElement } from './xml-element.ts'

/** A feed as it was read, and by whom. */
export type ReadFeed = ReaderChoice & { readonly feed: WireFeed }

/**
 * The root element of a feed, cleaned, as a wire feed. The tolerant reader steps in where the one that was chosen fails or finds
 * fewer items. Throws only if that one fails too, which no document is known to bring about.
 */
export async function readFeed(xml: string, extent: 'whole' | 'cut'): Promise<ReadFeed> {
  const isShort = xml.length <= MOST_ORDINARY_CHARS
  const strict = extent === 'whole' && isShort ? readStrictly(xml) : null
  const traits = strict?.traits ?? surveyXml(xml)
  const choice = chooseReader({ kind: 'xml', extent, traits })
  if (choice.reader !== 'htmlparser2') return await readOrdinary(xml, traits, choice, strict?.root)
  return { ...choice, feed: mapFeed(readTolerantly(xml, damageOf(extent, traits))) }
}

async function readOrdinary(
  xml: string,
  traits: XmlTraits,
  choice: ReaderChoice,
  strictRoot: XmlElement | undefined,
): Promise<ReadFeed> {
  const tolerant = (): WireFeed => mapFeed(readTolerantly(xml, damageOf('whole', traits)))
  let feed: WireFeed
  try {
    feed = mapFeed(strictRoot ?? (await readXml(xml)))
  } catch (error) {
    const message = error instanceof Error ? error.message.replaceAll('\n', ', ') : String(error)
    return {
      reader: 'htmlparser2',
      reason: `${choice.reader} failed: ${message}`,
      feed: tolerant(),
    }
  }
  // most documents that show more are no worse: extensions hold older versions of an item within it
  if (feed.items.length >= traits.itemCount) return { ...choice, feed }
  const other = tolerant()
  if (other.items.length <= feed.items.length) return { ...choice, feed }
  const reason = `${choice.reader} found ${feed.items.length} of ${other.items.length} items`
  return { reader: 'htmlparser2', reason, feed: other }
}

function damageOf(extent: 'whole' | 'cut', traits: XmlTraits): 'none' | 'mis-nested' | 'cut' {
  if (extent === 'cut') return 'cut'
  return traits.misnested === null ? 'none' : 'mis-nested'
}
