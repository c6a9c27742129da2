import { Parser } from 'htmlparser2'

/** What is used of the DOM: enough to find an article in a page. */
export type PageElement = {
  readonly localName: string
  readonly textContent: string
  readonly innerHTML: string
  readonly outerHTML: string
  readonly childNodes: Iterable<PageNode>
  readonly children: Iterable<PageElement>
  readonly parentElement: PageElement | null
  readonly previousElementSibling: PageElement | null
  readonly nextElementSibling: PageElement | null
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
  removeAttribute(name: string): void
  closest(selector: string): PageElement | null
  contains(other: PageElement): boolean
  remove(): void
}

export type PageNode = { readonly nodeType: number; textContent: string | null }

export type PageDocument = Pick<PageElement, 'querySelector' | 'querySelectorAll'> & {
  readonly body: PageElement
  cloneNode(deep: true): PageDocument
}

const ELEMENT_NODE = 1
export const TEXT_NODE = 3

export const isElement = (node: PageNode): node is PageElement & PageNode =>
  node.nodeType === ELEMENT_NODE

export type PageResult =
  | {
      readonly kind: 'page'
      readonly document: PageDocument
      /** It ends in the middle of its body. */
      readonly isBrokenOff: boolean
    }
  | { readonly kind: 'unreadable'; readonly reason: string }

/**
 * What a tree and weighing its paragraphs cost grows with these, with the sum of depths most of all, as every
 * element is looked at from each of its ancestors. Long pages have 10,000 elements at an average depth of 20;
 * pages that want to exhaust us have more.
 */
const MAX_ELEMENTS = 20_000
const MAX_DEPTH = 200
const MAX_SUM_OF_DEPTHS = 400_000
/** Attributes, and texts between tags, entities and signs that begin none: each becomes an object of half a kilobyte. */
const MAX_PARTS = 100_000

/** HTML as a tree, unless it is too large or too deep to make one at a bounded cost. */
export async function readPage(html: string): Promise<PageResult> {
  const { excess, openCount } = walkPage(html)
  if (excess !== null) return { kind: 'unreadable', reason: excess }
  const { parseHTML } = await import('linkedom') // loaded when first needed: it is large
  const { document } = parseHTML(withBody(html))
  return { kind: 'page', document, isBrokenOff: openCount > 0 && !END_OF_BODY.test(html) }
}

/** A connection that ends early leaves no other sign, where the server gave no length. */
const END_OF_BODY = /<\/(?:body|html)\s*>/i

/** Elements that a page cannot leave open, as it may `</p>` and even `</body>`; one that is written has to end. */
const ENDED_ELEMENTS: ReadonlySet<string> = new Set([
  ...['article', 'main', 'section', 'div', 'table', 'ul', 'ol', 'blockquote', 'figure'],
  ...['a', 'span', 'strong', 'em', 'h1', 'h2', 'h3', 'title', 'script', 'style'],
])

const CHUNK_CHARS = 16_384

type PageWalk = {
  /** Why no tree is made of the page; null when one may be. */
  readonly excess: string | null
  /** Elements that do not end although they have to. */
  readonly openCount: number
}

function walkPage(html: string): PageWalk {
  let elements = 0
  let depth = 0
  let deepest = 0
  let sumOfDepths = 0
  let openCount = 0
  let parts = 0
  const parser = new Parser({
    onopentagname: (name): void => {
      elements += 1
      if (ENDED_ELEMENTS.has(name)) openCount += 1
      depth += 1
      sumOfDepths += depth
      deepest = Math.max(deepest, depth)
    },
    onattribute: (): void => {
      parts += 1
    },
    ontext: (): void => {
      parts += 1
    },
    onclosetag: (name): void => {
      depth -= 1
      if (ENDED_ELEMENTS.has(name)) openCount -= 1
    },
  })
  for (let at = 0; at < html.length; at += CHUNK_CHARS) {
    parser.write(html.slice(at, at + CHUNK_CHARS))
    const excess = excessOf({ elements, deepest, sumOfDepths, parts })
    if (excess !== null) return { excess, openCount }
  }
  return { excess: null, openCount }
}

function excessOf({
  elements,
  deepest,
  sumOfDepths,
  parts,
}: {
  readonly elements: number
  readonly deepest: number
  readonly sumOfDepths: number
  readonly parts: number
}): string | null {
  if (deepest > MAX_DEPTH) return `the page nests more than ${MAX_DEPTH} elements`
  if (elements > MAX_ELEMENTS) return `the page has more than ${MAX_ELEMENTS} elements`
  if (parts > MAX_PARTS) return `the page has more than ${MAX_PARTS} attributes and pieces of text`
  return sumOfDepths > MAX_SUM_OF_DEPTHS ? 'the page has too many nested elements' : null
}

/** linkedom takes the tags as they stand: a page that leaves out `<body>`, as HTML allows, would have none. */
function withBody(html: string): string {
  if (/<body[\s>]/i.test(html)) return html
  const inside = html.replace(/<!doctype[^>]{0,500}>|<\/?(?:html|head)\b[^>]{0,2000}>/gi, '')
  return `<!doctype html><html><head></head><body>${inside}</body></html>`
}
