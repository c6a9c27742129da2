import { localName } from './local-name.ts'
import { scanXml, type XmlEvents } from './scan-xml.ts'
import type { XmlElement, XmlNode } from './xml-element.ts'

/**
 * XML text to a tree, whatever state it is in; never throws. An end tag closes all that was opened since its own
 * start tag, one that closes nothing is passed over, and what is still open at the end is closed there.
 *
 * `damage` says what the document suffers from, as repairs would change others:
 * - `mis-nested`: end tags are missing. An item ends where the next one begins, and a value (title, link, date) where
 *   the next field of its item does; else one forgotten end tag would take the following items into the item before.
 * - `cut`: besides, the item that the document ends in is left out. It may come whole with the next visit.
 */
export function readTolerantly(xml: string, damage: 'none' | 'mis-nested' | 'cut'): XmlElement {
  const tree = growTree(damage !== 'none')
  scanXml(xml, tree)
  return tree.finish(damage === 'cut')
}

/** An element that is being built. */
type Sprout = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlNode[]
}

type Tree = XmlEvents & { readonly finish: (isCut: boolean) => XmlElement }

/** Elements below are taken for part of their ancestor at this depth, with their text: nobody recurses deeper. */
const MAX_DEPTH = 300

function growTree(mayMend: boolean): Tree {
  const document: Sprout = { name: '', attributes: new Map(), children: [] }
  /** From the document down to the element that was opened last. */
  const path: Sprout[] = [document]
  /** Where in the path the elements stand that hold fields: channels, items. */
  const holders: number[] = []
  /** How many elements of a name are open, so that an end tag that closes none costs nothing. */
  const openCounts = new Map<string, number>()

  const top = (): Sprout => path.at(-1) ?? document
  const closeLast = (): void => {
    const name = path.pop()?.name ?? ''
    openCounts.set(name, (openCounts.get(name) ?? 0) - 1)
    if (holders.at(-1) === path.length) holders.pop()
  }
  const keep = (elementCount: number): void => {
    while (path.length > elementCount) closeLast()
  }
  const mend = (name: string): void => {
    const depth = holders.at(-1)
    if (depth === undefined) return
    const field = localName(path[depth + 1]?.name ?? '')
    const isInItem = isItem(path[depth]?.name ?? '')
    if (isItem(name)) {
      if (!isInItem) keep(depth + 1)
      else if (field === '' || FIELDS.has(field)) keep(depth)
    } else if (endsField(localName(name), field)) {
      keep(depth + 1)
    }
  }

  return {
    open: (name, attributes): void => {
      if (mayMend) mend(name)
      const { children } = top()
      const isTooDeep = path.length > MAX_DEPTH
      const element: Sprout = { name, attributes, children: isTooDeep ? children : [] }
      if (!isTooDeep) children.push(element)
      if (HOLDERS.has(localName(name))) holders.push(path.length)
      path.push(element)
      openCounts.set(name, (openCounts.get(name) ?? 0) + 1)
    },
    text: (text): void => {
      const { children } = top()
      const last = children.at(-1)
      if (typeof last === 'string') children[children.length - 1] = last + text
      else children.push(text)
    },
    close: (name): void => {
      if ((openCounts.get(name) ?? 0) === 0) return
      while (top().name !== name) closeLast()
      closeLast()
    },
    finish: (isCut): XmlElement => {
      const depth = path.findIndex((element) => isItem(element.name))
      if (isCut && depth > 0) path[depth - 1]?.children.pop()
      return document.children.find((child) => typeof child !== 'string') ?? document
    },
  }
}

const HOLDERS: ReadonlySet<string> = new Set([
  ...['rss', 'rdf', 'feed', 'channel', 'items'],
  ...['item', 'entry'],
])

const isItem = (name: string): boolean => /^(?:[^:]*:)?(?:item|entry)$/.test(name)

/** Fields that hold a line of text and never another field. */
const VALUES: ReadonlySet<string> = new Set([
  ...['title', 'link', 'guid', 'id', 'date', 'pubdate', 'lastbuilddate', 'language'],
  ...['published', 'updated', 'issued', 'modified', 'created', 'creator', 'category', 'comments'],
])

/** Fields that no markup of a text is named like. */
const UNMISTAKABLE: ReadonlySet<string> = new Set([
  ...['guid', 'pubdate', 'lastbuilddate', 'published', 'updated', 'issued', 'modified'],
  ...['description', 'encoded', 'enclosure'],
])

const FIELDS: ReadonlySet<string> = new Set([
  ...VALUES,
  ...UNMISTAKABLE,
  ...['summary', 'content', 'author', 'abstract'],
])

/** Whether the start of `name` shows that the end tag of the open `field` was forgotten; both are local names. */
function endsField(name: string, field: string): boolean {
  if (VALUES.has(field)) return FIELDS.has(name)
  return FIELDS.has(field) && UNMISTAKABLE.has(name) && field !== 'author'
}
