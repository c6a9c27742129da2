import { leadsElsewhere } from './leads-elsewhere.ts'
import type { Measures } from './measure-page.ts'
import type { PageElement } from './page-document.ts'

/**
 * The element that a page itself marks as its article, or as its main part: `<article>`, schema.org's articleBody,
 * `<main>`. Of those around the headline the innermost counts, however many words stand around it; a mark around the
 * headline and a line alone is its head. Where the headline stands outside of them, as in a banner above, the article
 * is the one inside `<main>`, or what is marked behind the headline without one of its own. null when nothing is.
 */
export function findContainer(
  body: PageElement,
  headline: PageElement | null,
  measures: Measures,
): PageElement | null {
  const marked = [...body.querySelectorAll(MARKED)]
  const around = marked.filter((element) => headline !== null && element.contains(headline))
  const apart = marked.filter(
    (element) => !around.includes(element) && element.closest(FURNITURE) === null,
  )
  return findAround(around, apart, headline, measures) ?? findApart(apart, body, headline, measures)
}

const MARKED = 'article, [role="article"], [itemprop~="articleBody"], main, [role="main"]'
const FURNITURE = 'aside, footer, nav, [hidden], [role="complementary"], [role="contentinfo"]'

function findAround(
  around: readonly PageElement[],
  apart: readonly PageElement[],
  headline: PageElement | null,
  measures: Measures,
): PageElement | null {
  const ofHeadline = headline === null ? 0 : countChars(headline, measures)
  const besides = (element: PageElement): number => countChars(element, measures) - ofHeadline
  const inner = around.findLast((element) => besides(element) >= LEAST_CHARS)
  if (inner === undefined) return null
  const sure = around.findLast((element) => besides(element) >= SURE_CHARS) ?? inner
  // a short article among others is whole
  return apart.some((other) => sure.contains(other)) ? inner : sure
}

function findApart(
  apart: readonly PageElement[],
  body: PageElement,
  headline: PageElement | null,
  measures: Measures,
): PageElement | null {
  const full = apart.filter((element) => countChars(element, measures) >= LEAST_CHARS)
  const parts = full.filter((element) => !isMain(element) && !isTeaser(element, measures))
  const main = full.find(isMain)
  if (main !== undefined) return findOnly(parts.filter((part) => main.contains(part))) ?? main
  if (headline === null) return findLongest(parts, measures)

  const elements = [...body.querySelectorAll('*')]
  const behind = new Set(elements.slice(elements.indexOf(headline)))
  const hasNoHeadline = (part: PageElement): boolean =>
    part.getAttribute('itemprop') !== null || measures(part).headings === 0
  return findOnly(parts.filter((part) => behind.has(part) && hasNoHeadline(part)))
}

/** A mark that holds fewer characters besides the headline may be the head of an article that is marked no further. */
const SURE_CHARS = 100
const LEAST_CHARS = 40

function countChars(element: PageElement, measures: Measures): number {
  const { proseChars, linkChars } = measures(element)
  return proseChars + linkChars
}

const findOnly = (elements: readonly PageElement[]): PageElement | null =>
  elements.length === 1 ? (elements[0] ?? null) : null

const findLongest = (elements: readonly PageElement[], measures: Measures): PageElement | null =>
  elements.toSorted((a, b) => countChars(b, measures) - countChars(a, measures))[0] ?? null

const isMain = (element: PageElement): boolean =>
  element.localName === 'main' || element.getAttribute('role') === 'main'

const isTeaser = (element: PageElement, measures: Measures): boolean =>
  element.closest('a') !== null || leadsElsewhere(measures(element))
