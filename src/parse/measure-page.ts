import { ELEMENT_NODE, type PageElement, type PageNode, TEXT_NODE } from './page-document.ts'

/** How much of an element is prose and how much is links, in characters without white space. */
export type Measure = {
  readonly proseChars: number
  readonly linkChars: number
  readonly links: number
}

/** Measures of an element and everything inside it, taken in one walk. */
export function measureElements(root: PageElement): ReadonlyMap<PageElement, Measure> {
  const measures = new Map<PageElement, Measure>()
  const measure = (element: PageElement): Measure => {
    let proseChars = 0
    let linkChars = 0
    let links = 0
    for (const child of element.childNodes) {
      if (child.nodeType === TEXT_NODE) proseChars += lengthOf(child.textContent ?? '')
      if (!isElement(child)) continue
      const inner = measure(child)
      proseChars += inner.proseChars
      linkChars += inner.linkChars
      links += inner.links
    }
    const isLink = element.localName === 'a'
    const total = isLink
      ? { proseChars: 0, linkChars: proseChars + linkChars, links: 1 }
      : { proseChars, linkChars, links }
    measures.set(element, total)
    return total
  }
  measure(root)
  return measures
}

const isElement = (node: PageNode): node is PageElement & PageNode => node.nodeType === ELEMENT_NODE

const lengthOf = (text: string): number => text.replace(/\s+/g, '').length
