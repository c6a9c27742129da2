import { measureElements } from './measure-page.ts'
import {
  isElement,
  type PageDocument,
  type PageElement,
  type PageNode,
  TEXT_NODE,
} from './page-document.ts'
import { removeFurniture } from './remove-furniture.ts'

/**
 * The element in which Mozilla's Readability finds the paragraphs of an article, for pages that mark nothing; null when it
 * finds none. Only the place is asked of it, on a copy of the page: what it would leave out of that place (lists,
 * tables, subtitles) an article may need.
 */
export async function weighParagraphs(
  document: PageDocument,
  headline: PageElement | null,
): Promise<PageElement | null> {
  const elements = [...document.body.querySelectorAll('*')]
  for (const [index, element] of elements.entries()) element.setAttribute(PLACE, `${index}`)
  const copy = copyCleaned(document, headline)
  const charsLeft = countCharsByPlace(copy.body)

  const places = await listPlacesOfText(copy)
  // notices of the site stand before a headline, the article behind it
  const ofHeadline = Number(headline?.getAttribute(PLACE) ?? -1)
  const behind = places.filter((place) => place > ofHeadline)
  const found = behind.length > 0 ? behind : places
  const first = elements[Math.min(...found)]
  const last = elements[Math.max(...found)]
  if (first === undefined || last === undefined) return null
  return narrow(findCommon(first, last), (part) => charsLeft.get(part.getAttribute(PLACE)) ?? 0)
}

const PLACE = 'data-place'

function copyCleaned(document: PageDocument, headline: PageElement | null): PageDocument {
  const copy = document.cloneNode(true)
  const place = headline?.getAttribute(PLACE) ?? null
  const sameHeadline = place === null ? null : copy.querySelector(`[${PLACE}="${place}"]`)
  removeFurniture(copy.body, sameHeadline, 'page')
  shortenTexts(copy.body)
  for (const element of copy.querySelectorAll(SHARES)) {
    for (const name of ['class', 'id']) element.removeAttribute(name)
  }
  return copy
}

/** Readability takes these out by their names, a paragraph on market shares among them. */
const SHARES = '[class*="share" i], [id*="share" i]'

/** A text is looked at from each of its ancestors; that it goes on for megabytes tells nothing about its place. */
function shortenTexts(element: PageElement): void {
  for (const child of element.childNodes) {
    if (isElement(child)) shortenTexts(child)
    else if (child.nodeType === TEXT_NODE) {
      child.textContent = (child.textContent ?? '').slice(0, ENOUGH_CHARS)
    }
  }
}

/** Readability gives no more weight to a paragraph that is longer. */
const ENOUGH_CHARS = 1_000

function countCharsByPlace(body: PageElement): ReadonlyMap<string | null, number> {
  const measures = measureElements(body)
  return new Map(
    [...body.querySelectorAll('*')].map((element) => {
      const { proseChars, linkChars } = measures(element)
      return [element.getAttribute(PLACE), proseChars + linkChars]
    }),
  )
}

async function listPlacesOfText(document: PageDocument): Promise<readonly number[]> {
  const { Readability } = await import('@mozilla/readability')
  const article = new Readability<PageElement>(document, {
    charThreshold: SHORTEST_ARTICLE_CHARS,
    disableJSONLD: true,
    serializer: (node) => node as unknown as PageElement, // a node of our own document
  }).parse()
  const content = article?.content ?? null
  return content === null ? [] : [...listPlaces(content, null)]
}

/** Readability retries with furniture included below its default of 500, which short notices never reach. */
const SHORTEST_ARTICLE_CHARS = 80

/** The innermost places that hold text; what stands around paragraphs says nothing about where they are. */
function* listPlaces(element: PageElement, around: number | null): Generator<number> {
  const attribute = element.getAttribute(PLACE)
  const place = attribute === null ? around : Number(attribute)
  for (const child of element.childNodes) {
    if (isElement(child)) yield* listPlaces(child, place)
    else if (place !== null && isText(child)) yield place
  }
}

const isText = ({ nodeType, textContent }: PageNode): boolean =>
  nodeType === TEXT_NODE && (textContent ?? '').trim() !== ''

/** Readability takes a block and the only one inside it for one; here the inner one is meant, when all is in it. */
function narrow(element: PageElement, charsOf: (element: PageElement) => number): PageElement {
  const whole = charsOf(element)
  const inner = [...element.children].find((child) => whole > 0 && charsOf(child) === whole)
  return inner === undefined ? element : narrow(inner, charsOf)
}

/** The innermost element that holds both. */
export function findCommon(one: PageElement, other: PageElement): PageElement {
  let common = one
  while (!common.contains(other) && common.parentElement !== null) common = common.parentElement
  return common
}
