import { carriesTitle } from './carries-title.ts'
import type { Measure } from './measure-page.ts'
import type { PageElement } from './page-document.ts'

/**
 * The element that a page itself marks as its article, or as its main part, and that stands under the item's headline:
 * `<article>`, schema.org's articleBody, `<main>`. Then it does not matter how many words stand around it: an aside or a
 * footer may be longer than a short notice. Of several that stand in each other the innermost is meant, of several side
 * by side (teasers repeat headlines) the one with the most prose. null when the page marks nothing of the kind.
 */
export function findContainer(
  body: PageElement,
  itemTitle: string,
  measures: ReadonlyMap<PageElement, Measure>,
): PageElement | null {
  const marked = [...body.querySelectorAll(MARKED)].filter(
    (element) => element.closest(AROUND) === null,
  )
  const holding = (isHeadline: (heading: PageElement) => boolean): readonly PageElement[] =>
    marked.filter(
      (element) =>
        [...element.querySelectorAll(HEADINGS)].some(isHeadline) && hasProse(element, measures),
    )
  const titled = holding((heading) => carriesTitle(heading.textContent, itemTitle))
  const candidates = titled.length > 0 ? titled : holding(({ localName }) => localName === 'h1')
  const proseOf = (element: PageElement): number => measures.get(element)?.proseChars ?? 0
  const innermost = candidates.filter(
    (element) => !candidates.some((other) => other !== element && element.contains(other)),
  )
  return innermost.toSorted((a, b) => proseOf(b) - proseOf(a))[0] ?? null
}

const MARKED = 'article, [role="article"], [itemprop~="articleBody"], main, [role="main"]'
const AROUND = 'aside, footer, nav, [hidden], [role="complementary"], [role="contentinfo"]'
const HEADINGS = 'h1, h2, h3, h4'

/** A mark around the headline alone, or around headline and date, is not the article's. */
const LEAST_PROSE_CHARS = 40

function hasProse(element: PageElement, measures: ReadonlyMap<PageElement, Measure>): boolean {
  const ofHeadings = [...element.querySelectorAll(HEADINGS)]
    .map((heading) => measures.get(heading)?.proseChars ?? 0)
    .reduce((sum, chars) => sum + chars, 0)
  const { proseChars = 0, linkChars = 0 } = measures.get(element) ?? {}
  return proseChars + linkChars - ofHeadings >= LEAST_PROSE_CHARS
}
