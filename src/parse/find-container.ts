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
  const ofHeadline = headline === null ? 0 : measures(headline).proseChars
  const charsOf = (element: PageElement): number =>
    measures(element).proseChars + measures(element).linkChars

  const around = marked.filter((element) => headline !== null && element.contains(headline))
  const besides = (element: PageElement): number => charsOf(element) - ofHeadline
  const inner = around.findLast((element) => besides(element) >= LEAST_CHARS)
  const outer = around.findLast((element) => besides(element) >= SURE_CHARS)
  if (inner !== undefined) {
    const holdsOthers = marked.some((other) => !around.includes(other) && outer?.contains(other))
    return holdsOthers ? inner : (outer ?? inner)
  }

  const others = marked.filter(
    (element) =>
      !around.includes(element) &&
      element.closest(AROUND) === null &&
      charsOf(element) >= LEAST_CHARS,
  )
  const main = others.find((element) => isMain(element))
  const parts = others.filter((element) => !isMain(element) && !isTeaser(element, measures))
  if (main !== undefined) {
    const inside = parts.filter((part) => main.contains(part))
    return (inside.length === 1 ? inside[0] : main) ?? main
  }
  if (headline === null) return parts.toSorted((a, b) => charsOf(b) - charsOf(a))[0] ?? null
  const elements = [...body.querySelectorAll('*')]
  const behind = parts.filter((part) => elements.indexOf(part) > elements.indexOf(headline))
  const continuing = behind.filter((part) => isBody(part) || measures(part).headings === 0)
  return (continuing.length === 1 ? continuing[0] : null) ?? null
}

const MARKED = 'article, [role="article"], [itemprop~="articleBody"], main, [role="main"]'
const AROUND = 'aside, footer, nav, [hidden], [role="complementary"], [role="contentinfo"]'

/** A mark that holds fewer characters besides the headline may be the head of an article that is marked no further. */
const SURE_CHARS = 100
const LEAST_CHARS = 40

const isMain = (element: PageElement): boolean =>
  element.localName === 'main' || element.getAttribute('role') === 'main'

const isBody = (element: PageElement): boolean => element.getAttribute('itemprop') !== null

const isTeaser = (element: PageElement, measures: Measures): boolean =>
  element.closest('a') !== null || leadsElsewhere(measures(element))
