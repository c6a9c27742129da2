import { foldSpace } from '../core/text/fold-space.ts'
import { carriesTitle } from './carries-title.ts'
import { HEADINGS, type Measures } from './measure-page.ts'
import type { PageDocument, PageElement } from './page-document.ts'
import { findFurniture } from './remove-furniture.ts'

/** The element that carries the title of the article. */
export type Headline = {
  readonly element: PageElement
  /** Whose title it is: what stands under the `item`'s is the article; under the `page`'s a list may stand. */
  readonly of: 'item' | 'page'
}

/**
 * The headline of the article in a page. Headings come before other short texts, as boards set a title in a cell or a
 * box; a heading that is a link leads to the article from elsewhere; and one inside of furniture counts where there is no
 * other. null when the page carries neither the item's title nor its own.
 */
export function findHeadline(
  document: PageDocument,
  itemTitle: string,
  measures: Measures,
): Headline | null {
  const elements = [...document.body.querySelectorAll('*')]
  const furniture = findFurniture(document.body, new Set(), measures).all
  const outside = elements.filter((element) => !furniture.has(element))
  const headings = outside.filter(isHeading)
  const ownHeadings = headings.filter((heading) => !isLinked(heading))
  const carriesItemTitle = ({ textContent }: PageElement): boolean =>
    isSameTitle(textContent, itemTitle)

  const ofItem =
    ownHeadings.find(carriesItemTitle) ??
    findShortText(outside, itemTitle, measures) ??
    headings.find(carriesItemTitle)
  if (ofItem !== undefined) return { element: ofItem, of: 'item' }

  const pageTitles = listPageTitles(document)
  const ofPage = ownHeadings.find(({ textContent }) =>
    pageTitles.some((title) => isSameTitle(textContent, title)),
  )
  if (ofPage !== undefined) return { element: ofPage, of: 'page' }

  const inFurniture = elements.find(
    (element) => isHeading(element) && !isLinked(element) && carriesItemTitle(element),
  )
  if (inFurniture !== undefined) return { element: inFurniture, of: 'item' }
  const main = ownHeadings.find(
    (heading) => heading.localName === 'h1' && heading.closest(MAIN) !== null,
  )
  return main === undefined ? null : { element: main, of: 'page' }
}

const MAIN = 'article, main, [role="article"], [role="main"]'

const isHeading = ({ localName }: PageElement): boolean => HEADINGS.has(localName)

const isLinked = (heading: PageElement): boolean =>
  heading.closest('a') !== null || heading.querySelector('a[href]') !== null

/** Whether one carries the other: pages put their name behind a title, and feeds their kind before it. */
function isSameTitle(text: string, title: string): boolean {
  const [own, expected] = [foldSpace(text), foldSpace(title)]
  if (own.length > expected.length * 2 + MAX_ADDED_CHARS) return false
  return (
    carriesTitle(own, expected) ||
    (own.length * 2 >= expected.length && carriesTitle(expected, own))
  )
}

/** "Press release, 2 March 2026" may stand in a heading, too. */
const MAX_ADDED_CHARS = 40

/** A date, a mark of what is new; a sentence that repeats a short title is longer. */
const MAX_BESIDE_CHARS = 15

/** The innermost element that holds the title and little else. */
function findShortText(
  elements: readonly PageElement[],
  title: string,
  measures: Measures,
): PageElement | undefined {
  const titleChars = title.replace(/\s+/g, '').length
  const holding = elements.filter((element) => {
    const { proseChars, linkChars } = measures(element)
    const isShort =
      proseChars >= titleChars / 2 && proseChars + linkChars <= titleChars + MAX_BESIDE_CHARS
    return isShort && !isLinked(element) && isSameTitle(element.textContent, title)
  })
  return holding.find(
    (element, index) => !holding.slice(index + 1).some((other) => element.contains(other)),
  )
}

function listPageTitles(document: PageDocument): readonly string[] {
  const announced = document.querySelector('meta[property="og:title"]')?.getAttribute('content')
  const title = document.querySelector('title')?.textContent
  return [announced ?? '', title ?? ''].filter((text) => text.trim() !== '')
}
