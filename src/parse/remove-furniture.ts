import { foldSpace } from '../core/text/fold-space.ts'
import { findFurnitureLimits } from './furniture-names.ts'
import { type Measure, measureElements } from './measure-page.ts'
import type { PageElement } from './page-document.ts'

/**
 * What is cleaned. A `page` that marks no article: every list of links is furniture, and an aside may hold the article. A
 * marked `article`: an aside is one, and of lists those that a heading announces as leading elsewhere are furniture, for
 * an article lists its own documents too.
 */
export type FurnitureScope = 'page' | 'article'

/** Takes out of a page what never holds the sentences of an article. */
export function removeControls(root: PageElement): void {
  for (const element of [...root.querySelectorAll(NO_PROSE)]) {
    if (!isAccordionHeading(element)) element.remove()
  }
}

/**
 * Takes out of an element what surrounds an article: navigation, asides, lists of other articles, notices. Names decide
 * only where little of the element's prose is at stake: `has-sidebar` stands on the body of some sites. What holds most
 * of the prose stays, whatever it is called or marked as.
 */
export function removeFurniture(root: PageElement, scope: FurnitureScope): void {
  removeMarked(root, shareOfProse(root, measureElements(root)), MOST_MARKED_PROSE[scope])

  const measures = measureElements(root)
  const shareOf = shareOfProse(root, measures)
  for (const element of [...root.querySelectorAll('*')]) {
    const measure = measures.get(element)
    if (measure === undefined) continue
    if (
      isFurniture(element, measure, shareOf(element), scope) ||
      isMenuCell(element, measure, shareOf)
    ) {
      removeWithHeading(element)
    }
  }
  for (const element of [...root.querySelectorAll(SHARES)]) {
    for (const name of ['class', 'id']) element.removeAttribute(name)
  }
}

/** Readability takes these out by their names, a paragraph on market shares among them. */
const SHARES = '[class*="share" i], [id*="share" i]'

type ShareOf = (element: PageElement) => number

/** Gives the share, 0 to 1, of the root's prose that stands in an element. */
function shareOfProse(root: PageElement, measures: ReadonlyMap<PageElement, Measure>): ShareOf {
  const ofPage = Math.max(measures.get(root)?.proseChars ?? 0, 1)
  return (element) => (measures.get(element)?.proseChars ?? 0) / ofPage
}

function removeMarked(root: PageElement, shareOf: ShareOf, most: number): void {
  for (const element of [...root.querySelectorAll(MAY_BE_HIDDEN)].filter(isHidden)) {
    if (shareOf(element) <= MOST_HIDDEN_PROSE) element.remove()
    else show(element)
  }
  for (const element of [...root.querySelectorAll(MARKED_FURNITURE)]) {
    if (shareOf(element) <= most) element.remove()
  }
  for (const header of [...root.querySelectorAll('header, [role="banner"]')]) {
    const isOfPage = header.closest('article, main') === null
    if (isOfPage && shareOf(header) <= most) header.remove()
  }
}

/** What never holds the sentences of an article. */
const NO_PROSE = [
  'script, style, template, noscript, iframe, svg, object, embed, canvas, audio, video',
  'nav, menu, dialog, button, select, input, textarea, datalist',
  '[role="dialog"], [role="alertdialog"], [role="tablist"]',
].join(', ')

/** The button that opens a part of the text is the heading of that part. */
function isAccordionHeading(element: PageElement): boolean {
  if (element.localName !== 'button') return false
  return element.closest('h2, h3, h4, h5, h6') !== null
}

/** Some pages hide their article until a script shows it, which none does here. */
const MAY_BE_HIDDEN = '[hidden], [aria-hidden="true"], [style]'

function isHidden(element: PageElement): boolean {
  const style = element.getAttribute('style')
  return (
    element.getAttribute('hidden') !== null ||
    element.getAttribute('aria-hidden') === 'true' ||
    (style !== null && /\bdisplay\s*:\s*none\b/i.test(style))
  )
}
const MOST_HIDDEN_PROSE = 0.8

const MARKED_FURNITURE = [
  'aside, footer, [role="navigation"], [role="complementary"], [role="contentinfo"]',
  '[role="search"], [role="menu"], [role="menubar"]',
].join(', ')
const MOST_MARKED_PROSE: Readonly<Record<FurnitureScope, number>> = { page: 0.5, article: 0.8 }

/** Readability would pass over what is still hidden. */
function show(element: PageElement): void {
  for (const name of ['hidden', 'aria-hidden', 'style']) element.removeAttribute(name)
}

function isFurniture(
  element: PageElement,
  measure: Measure,
  share: number,
  scope: FurnitureScope,
): boolean {
  if (isCalledFurniture(element, measure, share)) return true
  return (
    share <= MOST_PROSE &&
    (isNamedFurniture(element, measure) ||
      (isListOfLinks(element, measure) && (scope === 'page' || isAnnounced(element))) ||
      isSignpost(element, measure))
  )
}

const namesOfElement = (element: PageElement): string =>
  `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`

function isCalledFurniture(element: PageElement, measure: Measure, share: number): boolean {
  return findFurnitureLimits(namesOfElement(element)).some((limit) => {
    if (limit === 'half') return share <= 0.5
    if (limit === 'quarter') return share <= 0.25
    return share <= 0.5 && measure.proseChars + measure.linkChars <= LONGEST_LINE_CHARS
  })
}

const LONGEST_LINE_CHARS = 150

/** The share of a page's prose above which an element is no furniture, whatever it is called. */
const MOST_PROSE = 0.25

const namesOf = (names: string): RegExp => new RegExp(`(?:^|[\\s_-])(?:${names})(?:$|[\\s_-])`, 'i')

/** Parts of class names and ids (`cookie-banner`) that mean furniture and nothing else. */
const SURE_NAMES = namesOf(
  'most-?(?:read|viewed|popular)|sns|breadcrumbs?|comments|cookies?|consent|gdpr|newsletter|advert\\w*|adsense|side-?bar|pagination|pager|paging|skip(?:nav|-?link)?|copyright|gnb|lnb|quick-?menu|site-?map|family-?site|prev-?next|satisfaction',
)

/** Parts that also mean subjects (market share, social affairs, promotion of trade): links have to agree. */
const DOUBTFUL_NAMES = namesOf(
  'related|recommend\\w*|popular|trending|ranking|share|sharing|social|repl(?:y|ies)|subscri\\w*|ads?|banner|promo\\w*|sponsor\\w*|widget|toolbar|print',
)

function isNamedFurniture(element: PageElement, { linkChars, proseChars }: Measure): boolean {
  const names = namesOfElement(element)
  return SURE_NAMES.test(names) || (linkChars * 2 > proseChars && DOUBTFUL_NAMES.test(names))
}

const LIST_ELEMENTS: ReadonlySet<string> = new Set(['ul', 'ol', 'dl', 'div', 'section', 'table'])
const LEAST_LINKS = 3

/** More link than prose, several times over: menus and lists of other articles. */
function isListOfLinks(element: PageElement, { links, linkChars, proseChars }: Measure): boolean {
  return LIST_ELEMENTS.has(element.localName) && links >= LEAST_LINKS && linkChars > proseChars * 2
}

/** Whether the heading of a list, before it or first in it, says that it leads to something else. */
function isAnnounced(element: PageElement): boolean {
  const heading = element.previousElementSibling ?? element.querySelector('h2, h3, h4, h5, h6')
  return heading !== null && ELSEWHERE.test(foldSpace(heading.textContent))
}

const ELSEWHERE =
  /^(?:related|see also|(?:you may|more|other|further|latest|recent|most|read|share|follow|explore|popular|trending)\b|관련|다른|최신|인기|더\s?보기|関連|最新|人気|その他|相关|相關|更多|热门)/iu

/** A cell of links beside the article, in a table that lays out the page; in a table of figures it is content. */
function isMenuCell(element: PageElement, measure: Measure, shareOf: ShareOf): boolean {
  if (element.localName !== 'td' || measure.links < LEAST_LINKS) return false
  const row = element.closest('tr')
  const isLayout = row !== null && shareOf(row) > 0.5 && shareOf(element) <= MOST_PROSE
  return isLayout && measure.linkChars > measure.proseChars * 2
}

/** A line that leads elsewhere: where we are ("Home > News"), or the titles of the items before and after. */
function isSignpost(element: PageElement, { links, linkChars, proseChars }: Measure): boolean {
  if (proseChars + linkChars > LONGEST_SIGNPOST_CHARS) return false
  const text = foldSpace(element.textContent)
  return (links > 0 && NEIGHBOUR.test(text)) || WHERE_WE_ARE.test(text)
}

const LONGEST_SIGNPOST_CHARS = 150
const NEIGHBOUR =
  /^(?:(?:이전|다음)\s?(?:글|기사|게시물)|(?:previous|next)(?: (?:article|post|story|page|news))?\s?[:›»]|前の記事|次の記事|上一篇|下一篇)/i
const WHERE_WE_ARE = /^(?:home|홈|トップ|首页|首頁|accueil|inicio|startseite)\s?[>›»/]/i

/** A list goes with the heading above it ("Most popular"); what stands under a headline leaves it there. */
function removeWithHeading(element: PageElement): void {
  const before = element.previousElementSibling
  const isList = !UNDER_HEADLINES.test(namesOfElement(element))
  if (isList && before !== null && /^h[2-6]$/.test(before.localName)) before.remove()
  element.remove()
}

const UNDER_HEADLINES = namesOf(
  'share|sharing|sns|social|print|toolbar|breadcrumbs?|info|meta|count|hits?',
)
