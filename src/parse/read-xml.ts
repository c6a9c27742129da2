import type { XmlElement, XmlNode } from './xml-element.ts'

/**
 * XML text to a tree with rss-parser; the only file that knows the package. It is used as the reader that it
 * is at heart and kept from interpreting: every element but the root gets a prefix, so that none of its code
 * for items recognises anything. That code takes a minute over 200,000 `<` in a description (its regular
 * expression for snippets) and throws a whole Atom feed away for one unreadable date.
 *
 * sax, below it, runs in its tolerant mode: unclosed elements end with their parent, attributes may lack
 * quotes, upper case is lower case. Throws an Error when even that gives no tree.
 */
export async function readXml(xml: string): Promise<XmlElement> {
  const { default: RssParser } = await import('rss-parser')
  let rootName: string | null = null
  const nameElement = (name: string): string => {
    if (rootName !== null) return PREFIX + name.toLowerCase()
    rootName = name.toLowerCase()
    return 'feed' // the root that rss-parser hands over without asking for versions or channels
  }
  const parser = new RssParser<FeedFields>({
    xml2js: {
      strict: false,
      explicitChildren: true,
      preserveChildrenOrder: true,
      charsAsChildren: true,
      includeWhiteChars: true,
      tagNameProcessors: [nameElement],
      attrNameProcessors: [(name: string): string => name.toLowerCase()],
    },
    // rss-parser's types know names alone; [from, to, options] is what its README describes for both kinds
    customFields: { feed: CAPTURED as unknown as (keyof FeedFields)[] },
  })
  const feed = await parser.parseString(xml)
  return {
    name: rootName ?? '',
    attributes: readAttributes(feed.rootAttributes),
    children: readChildren(feed.rootChildren, 0),
  }
}

const PREFIX = 'e:'

/** xml2js puts attributes under `$` and the ordered children under `$$`. */
const CAPTURED = [
  ['$', 'rootAttributes', { keepArray: true }],
  ['$$', 'rootChildren', { keepArray: true }],
]

type FeedFields = { readonly rootAttributes?: unknown; readonly rootChildren?: unknown }

/** Deeper than any item of a feed; beyond it a document only wants to exhaust the stack. */
const MAX_DEPTH = 400

function readChildren(nodes: unknown, depth: number): readonly XmlNode[] {
  if (!Array.isArray(nodes) || depth > MAX_DEPTH) return []
  return nodes.flatMap((node: unknown): readonly XmlNode[] => {
    if (typeof node !== 'object' || node === null || !('#name' in node)) return []
    const name = String(node['#name'])
    if (name === '__text__') return '_' in node ? [String(node._)] : []
    return [
      {
        name: name.slice(PREFIX.length),
        attributes: readAttributes('$' in node ? node.$ : null),
        children: readChildren('$$' in node ? node.$$ : null, depth + 1),
      },
    ]
  })
}

function readAttributes(attributes: unknown): ReadonlyMap<string, string> {
  if (typeof attributes !== 'object' || attributes === null) return new Map()
  return new Map(Object.entries(attributes).map(([name, value]) => [name, String(value)]))
}
