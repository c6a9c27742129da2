import { foldSpace } from '../core/text/fold-space.ts'
import type { Measure } from './measure-page.ts'
import type { PageDocument, PageElement } from './page-document.ts'

/**
 * Takes out of a page what surrounds an article: navigation, asides, lists of other articles, controls, notices.
 * Names of classes decide only where little of the page's prose is at stake: `has-sidebar` stands on the body
 * of some sites. `measures` are of the page as it was.
 */
export function removeFurniture(
  document: PageDocument,
  measures: ReadonlyMap<PageElement, Measure>,
): void {
  for (const element of [...document.querySelectorAll(NEVER_ARTICLE)]) element.remove()
  for (const header of [...document.querySelectorAll('header, [role="banner"]')]) {
    if (header.closest('article, main') === null) header.remove()
  }

  const pageProse = measures.get(document.body)?.proseChars ?? 0
  for (const element of [...document.body.querySelectorAll('*')]) {
    const measure = measures.get(element)
    if (measure === undefined || measure.proseChars > pageProse * MOST_PROSE) continue
    if (
      isNamedFurniture(element, measure) ||
      isListOfLinks(element, measure) ||
      isSignpost(element, measure)
    ) {
      removeWithHeading(element)
    }
  }
}

const NEVER_ARTICLE = [
  'script, style, template, noscript, iframe, svg, object, embed, canvas, audio, video',
  'nav, aside, footer, menu, dialog, button, select, input, textarea, datalist',
  '[role="navigation"], [role="complementary"], [role="contentinfo"], [role="search"]',
  '[role="menu"], [role="menubar"], [role="dialog"], [role="alertdialog"], [role="tablist"]',
  '[hidden], [aria-hidden="true"], [style*="display:none"], [style*="display: none"]',
].join(', ')

/** The share of a page's prose above which an element is no furniture, whatever it is called. */
const MOST_PROSE = 0.25

const namesOf = (names: string): RegExp => new RegExp(`(?:^|[\\s_-])(?:${names})(?:$|[\\s_-])`, 'i')

/** Class names and ids that mean furniture and nothing else. */
const SURE_NAMES = namesOf(
  'most-?(?:read|viewed|popular)|sns|breadcrumbs?|comments|cookies?|consent|gdpr|newsletter|advert\\w*|adsense|side-?bar|pagination|pager|paging|skip(?:nav|-?link)?|copyright|gnb|lnb|quick-?menu|site-?map|family-?site|prev-?next|satisfaction',
)

/** Names that also mean subjects (market share, social affairs, promotion of trade): links have to agree. */
const DOUBTFUL_NAMES = namesOf(
  'related|recommend\\w*|popular|trending|ranking|share|sharing|social|repl(?:y|ies)|subscri\\w*|ads?|banner|promo\\w*|sponsor\\w*|widget|toolbar|print',
)

function isNamedFurniture(element: PageElement, { linkChars, proseChars }: Measure): boolean {
  const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`
  return SURE_NAMES.test(names) || (linkChars * 2 > proseChars && DOUBTFUL_NAMES.test(names))
}

const LIST_ELEMENTS: ReadonlySet<string> = new Set(['ul', 'ol', 'dl', 'div', 'section', 'table'])
const LEAST_LINKS = 3

/** More link than prose, several times over: menus and lists of other articles. */
function isListOfLinks(element: PageElement, { links, linkChars, proseChars }: Measure): boolean {
  return LIST_ELEMENTS.has(element.localName) && links >= LEAST_LINKS && linkChars > proseChars * 2
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

/** A list goes with the heading above it ("Most popular"). */
function removeWithHeading(element: PageElement): void {
  const before = element.previousElementSibling
  if (before !== null && /^h[2-6]$/.test(before.localName)) before.remove()
  element.remove()
}
