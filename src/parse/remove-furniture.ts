import { findFurnitureRule } from './furniture-names.ts'
import { leadsElsewhere } from './leads-elsewhere.ts'
import { HEADINGS, type Measure, type Measures, measureElements } from './measure-page.ts'
import type { PageElement } from './page-document.ts'
import { removeAnnounced } from './remove-announced.ts'
import { removeMenuCells, removeMenus } from './remove-menus.ts'
import { removeSignposts } from './remove-signposts.ts'
import { removeTeasers } from './remove-teasers.ts'

/**
 * What is cleaned. An `article` stands under the item's own headline: its lists and round-ups are its own. A `part` of
 * a page may be a list of other articles: teasers go. Of a whole `page` every list of links goes too.
 */
export type FurnitureScope = 'article' | 'part' | 'page'

/** Takes out of a page what never holds the sentences of an article. */
export function removeControls(root: PageElement): void {
  for (const element of [...root.querySelectorAll(NO_PROSE)]) {
    if (!isAccordionHeading(element)) element.remove()
  }
}

/**
 * Takes out of an element what surrounds an article. What holds the headline stays, whatever it is called. Where hardly a
 * word would be left, what is hidden stays too: some pages hide their article until a script shows it.
 */
export function removeFurniture(
  root: PageElement,
  headline: PageElement | null,
  scope: FurnitureScope,
): void {
  const kept = listAncestors(headline)
  const measures = measureElements(root)
  const charsOf = (element: PageElement): number =>
    measures(element).proseChars + measures(element).linkChars
  const furniture = findFurniture(root, kept, measures).outermost
  const gone = furniture.reduce((sum, element) => sum + charsOf(element), 0)
  const ofHeadline = headline === null ? 0 : charsOf(headline)
  const isEmptied = charsOf(root) - ofHeadline - gone < LEAST_CHARS
  if (isEmptied) showHidden(root)
  const sure = isEmptied ? findFurniture(root, kept, measures).outermost : furniture
  for (const element of sure) element.remove()
  showHidden(root)

  const mayGo = (element: PageElement): boolean => !kept.has(element)
  removeAnnounced(root, mayGo)
  removeSignposts(root, mayGo)
  if (headline !== null) removeMenuCells(root, headline)
  if (scope !== 'article') removeTeasers(root, mayGo)
  if (scope === 'page') removeMenus(root, mayGo)
}

/** Fewer tell nothing: "It is shut." has nine. */
const LEAST_CHARS = 8

function listAncestors(element: PageElement | null): ReadonlySet<PageElement> {
  const ancestors = new Set<PageElement>()
  for (let at = element; at !== null; at = at.parentElement) ancestors.add(at)
  return ancestors
}

export type Furniture = {
  /** What is furniture by its mark or its name, and stands in no other furniture. */
  readonly outermost: readonly PageElement[]
  /** The same, with all that stands inside. */
  readonly all: ReadonlySet<PageElement>
}

export function findFurniture(
  root: PageElement,
  kept: ReadonlySet<PageElement>,
  measures: Measures,
): Furniture {
  const outermost: PageElement[] = []
  const all = new Set<PageElement>()
  for (const element of root.querySelectorAll('*')) {
    const { parentElement: parent } = element
    if (parent !== null && all.has(parent)) {
      all.add(element)
    } else if (!kept.has(element) && isFurniture(element, measures(element))) {
      outermost.push(element)
      all.add(element)
    }
  }
  return { outermost, all }
}

function isFurniture(element: PageElement, measure: Measure): boolean {
  if (isHidden(element) || isMarked(element)) return true
  // many systems make the id of a heading from its words
  if (HEADINGS.has(element.localName)) return false
  const rule = findFurnitureRule(
    `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`,
  )
  switch (rule) {
    case null:
      return false
    case 'always':
      return true
    case 'line':
      return measure.proseChars + measure.linkChars <= LONGEST_LINE_CHARS || leadsElsewhere(measure)
    case 'links':
      return leadsElsewhere(measure)
  }
}

const LONGEST_LINE_CHARS = 150

/** What never holds the sentences of an article. */
const NO_PROSE = [
  'script, style, template, noscript, noframes, iframe, svg, object, embed, canvas, audio, video',
  'nav, menu, dialog, button, select, input, textarea, datalist',
  '[role="dialog"], [role="alertdialog"], [role="tablist"]',
].join(', ')

/** The button that opens a part of the text is the heading of that part; one that opens a menu is not. */
function isAccordionHeading(element: PageElement): boolean {
  if (element.localName !== 'button') return false
  if (element.closest('h2, h3, h4, h5, h6') !== null) return true
  const panel = element.nextElementSibling
  if (element.getAttribute('aria-expanded') === null || panel === null) return false
  const measure = measureElements(panel)(panel)
  return measure.proseChars > 0 && !leadsElsewhere(measure)
}

function isHidden(element: PageElement): boolean {
  const isMarkedHidden =
    element.getAttribute('hidden') !== null ||
    element.getAttribute('aria-hidden') === 'true' ||
    HIDING_STYLE.test(element.getAttribute('style') ?? '')
  return isMarkedHidden && !isPanel(element)
}

const MAY_BE_HIDDEN = '[hidden], [aria-hidden], [style]'

/** Readability would pass over what is still hidden. */
function showHidden(root: PageElement): void {
  for (const element of [...root.querySelectorAll(MAY_BE_HIDDEN)]) {
    for (const name of ['hidden', 'aria-hidden', 'style']) element.removeAttribute(name)
  }
}

const HIDING_STYLE = /\b(?:display\s*:\s*none|visibility\s*:\s*hidden)\b/i

/** The part of the text that an accordion's button opens. */
function isPanel(element: PageElement): boolean {
  const before = element.previousElementSibling
  if (before === null) return false
  return before.localName === 'button' || before.querySelector('button') !== null
}

const MARKED: ReadonlySet<string> = new Set(['aside', 'footer'])
const MARKED_ROLES: ReadonlySet<string> = new Set([
  ...['navigation', 'complementary', 'contentinfo', 'search', 'menu', 'menubar'],
])

function isMarked(element: PageElement): boolean {
  const role = element.getAttribute('role') ?? ''
  if (MARKED.has(element.localName) || MARKED_ROLES.has(role)) return true
  // the header of an article is its head, that of a page is not
  const isHeader = element.localName === 'header' || role === 'banner'
  return isHeader && element.closest('article, main') === null
}
