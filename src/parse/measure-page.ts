import { isElement, type PageElement, TEXT_NODE } from './page-document.ts'

/** How much of an element is prose and how much is links, in characters without white space. */
export type Measure = {
  readonly proseChars: number
  readonly linkChars: number
  readonly links: number
  readonly headings: number
  /** Headings with a link inside or around them, as teasers have. */
  readonly linkedHeadings: number
}

const NOTHING: Measure = {
  proseChars: 0,
  linkChars: 0,
  links: 0,
  headings: 0,
  linkedHeadings: 0,
}

export const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

export type Measures = (element: PageElement) => Measure

/** Measures of an element and everything inside it, taken in one walk. */
export function measureElements(root: PageElement): Measures {
  const measures = new Map<PageElement, Measure>()
  const measure = (element: PageElement): Measure => {
    const total = { ...NOTHING }
    for (const child of element.childNodes) {
      if (child.nodeType === TEXT_NODE) total.proseChars += lengthOf(child.textContent ?? '')
      if (!isElement(child)) continue
      const inner = measure(child)
      total.proseChars += inner.proseChars
      total.linkChars += inner.linkChars
      total.links += inner.links
      total.headings += inner.headings
      total.linkedHeadings += inner.linkedHeadings
    }
    if (element.localName === 'a') {
      total.linkChars += total.proseChars
      total.proseChars = 0
      total.links = 1
      total.linkedHeadings = total.headings
    }
    if (HEADINGS.has(element.localName)) {
      total.headings = 1
      total.linkedHeadings = total.links > 0 ? 1 : 0
    }
    measures.set(element, total)
    return total
  }
  measure(root)
  return (element) => measures.get(element) ?? NOTHING
}

const lengthOf = (text: string): number => text.replace(/\s+/g, '').length
