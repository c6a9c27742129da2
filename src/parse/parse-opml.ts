import { nameOfCountry } from '../core/feed/name-of-country.ts'
import type { OpmlFeed, OwnOpmlPart } from '../core/feed/opml-feed.ts'
import { foldSpace } from '../core/text/fold-space.ts'
import { cleanXml } from './clean-xml.ts'
import { decodeBytes } from './decode-bytes.ts'
import { type MarkupEvent, readTags } from './read-tags.ts'
import { sniffDocument } from './sniff-document.ts'

/** What reading a list of feeds came to. */
export type OpmlResult =
  | {
      readonly kind: 'parsed'
      readonly feeds: readonly OpmlFeed[]
      /** Whether all of it was read. */
      readonly extent: 'whole' | 'cut'
      /** What was passed over or repaired, for people. */
      readonly problems: readonly string[]
    }
  /** Something else; `what` names it. */
  | { readonly kind: 'not-opml'; readonly what: string }

/** More than anybody follows: the rest of such a list is not read. */
const MAX_OUTLINES = 20_000
/** Folders of a feed that are told, the innermost: nobody sorts deeper. */
const MAX_FOLDERS = 8
const MAX_TITLE_CHARS = 300

/**
 * The feeds of an OPML document of any version. Names may be written in any case, entities be those of HTML, the charset be
 * any, folders nest as deep as they like. Other lists that it takes in are named and not fetched. Never throws.
 */
export function parseOpml(bytes: Uint8Array): OpmlResult {
  const { text, problems: charsetProblems } = decodeBytes(bytes, null)
  const reader = createOutlineReader()
  readTags(cleanXml(text), 'xml', reader.read)
  const { root, feeds, isEnded, outlineCount, includes } = reader.result()
  if (root !== 'opml') return { kind: 'not-opml', what: describeOther(text) }

  const isLong = outlineCount >= MAX_OUTLINES
  const problems = [
    ...charsetProblems,
    ...includes.map((url) => `another list is not followed: ${url}`),
    ...(isLong ? [`only the first ${MAX_OUTLINES} entries were read`] : []),
    ...(isEnded || isLong ? [] : ['the list ends in the middle: </opml> is missing']),
  ]
  return { kind: 'parsed', feeds, extent: isEnded && !isLong ? 'whole' : 'cut', problems }
}

type Reading = {
  /** Name of the first element. */
  readonly root: string | null
  readonly feeds: readonly OpmlFeed[]
  readonly isEnded: boolean
  readonly outlineCount: number
  /** Addresses of other lists. */
  readonly includes: readonly string[]
}

function createOutlineReader(): {
  readonly read: (event: MarkupEvent) => 'stop' | undefined
  readonly result: () => Reading
} {
  let root: string | null = null
  let isEnded = false
  let outlineCount = 0
  const feeds: OpmlFeed[] = []
  const includes: string[] = []
  /** Names of the outlines that are open, null for those that are no folders. */
  const open: (string | null)[] = []

  const readOutline = ({ attributes, isClosed }: Opening): void => {
    outlineCount += 1
    const get = (name: string): string | null => foldSpace(attributes.get(name) ?? '') || null
    const type = get('type')?.toLowerCase() ?? null
    const isList = type === 'include' || type === 'link'
    const url = get('xmlurl') ?? (isList ? null : get('url'))
    if (url !== null) {
      const folders = open.flatMap((name) => name ?? []).slice(-MAX_FOLDERS)
      feeds.push(feedOf(url, folders, get))
    } else if (isList) {
      includes.push(get('url') ?? '?')
    }
    if (!isClosed) open.push(url === null ? (get('text') ?? get('title')) : null)
  }

  const read = (event: MarkupEvent): 'stop' | undefined => {
    if (event.kind === 'text') return undefined
    if (event.kind === 'open') {
      root ??= event.name
      if (event.name === 'outline') readOutline(event)
    } else if (event.name === 'outline') {
      open.pop()
    } else if (event.name === 'opml') {
      isEnded = true
    }
    return root !== 'opml' || isEnded || outlineCount >= MAX_OUTLINES ? 'stop' : undefined
  }
  return { read, result: () => ({ root, feeds, isEnded, outlineCount, includes }) }
}

type Opening = Extract<MarkupEvent, { kind: 'open' }>

function feedOf(
  url: string,
  folders: readonly string[],
  get: (name: string) => string | null,
): OpmlFeed {
  const own = ownPartOf(get)
  const name = get('title') ?? get('text')
  // a text is required, so a feed without a title carries its address, or its id, as one
  const title = name === url || (name === own?.id && get('title') === null) ? null : name
  const categories = (get('category') ?? '').split(/[,/]/).map((part) => part.trim())
  return {
    url,
    title: title?.slice(0, MAX_TITLE_CHARS).toWellFormed() ?? null,
    link: get('htmlurl'),
    labels: [...folders, ...categories.filter((part) => part !== '')],
    own,
  }
}

function ownPartOf(get: (name: string) => string | null): OwnOpmlPart | null {
  const id = get('policywatch:id')
  if (id === null || !/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id)) return null
  return {
    id,
    method: get('policywatch:method') === 'POST' ? 'POST' : 'GET',
    body: get('policywatch:body'),
    fullText: get('policywatch:fulltext') === 'true',
    country: countryIn(get('policywatch:country')),
  }
}

function countryIn(code: string | null): string | null {
  return code !== null && nameOfCountry(code) !== null ? code : null
}

function describeOther(text: string): string {
  const document = sniffDocument(text)
  switch (document.kind) {
    case 'feed':
      return `a feed itself (<${document.rootName}>), not a list of feeds`
    case 'html':
      return document.title === null ? 'an HTML page' : `an HTML page titled “${document.title}”`
    case 'json':
      return 'a JSON document'
    case 'empty':
      return 'empty'
    default:
      return document.what
  }
}
