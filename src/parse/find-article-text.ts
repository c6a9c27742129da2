import { htmlToText } from '../core/text/html-to-text.ts'
import { findContainer } from './find-container.ts'
import { findHeadline } from './find-headline.ts'
import { measureElements } from './measure-page.ts'
import type { PageDocument, PageElement } from './page-document.ts'
import { type FurnitureScope, removeControls, removeFurniture } from './remove-furniture.ts'
import { findCommon, weighParagraphs } from './weigh-paragraphs.ts'

/**
 * The article's text of a page, '' when there is none. Changes the document.
 *
 * 1. Scripts, menus and forms go.
 * 2. The headline is what carries the item's title, else the page's own.
 * 3. The article is the innermost element around the headline that the page marks as one: `<article>`, `<main>`.
 * 4. On a page that marks nothing it is the innermost one around the headline and what Readability finds.
 * 5. Where the headline stands apart, what stands between it and the article is the article's head.
 * 6. What is hidden, marked or named as furniture, or announced as leading elsewhere goes.
 * 7. Lists of links and teasers stay under the item's own headline; elsewhere teasers go, in whole pages lists too.
 * 8. What holds the headline never goes, nor does what is hidden where hardly a word would be left.
 */
export async function findArticleText(document: PageDocument, itemTitle: string): Promise<string> {
  removeControls(document.body)
  const measures = measureElements(document.body)
  const headline = findHeadline(document, itemTitle, measures)
  const title = headline?.element ?? null
  const marked = findContainer(document.body, title, measures)
  const container = marked ?? (await findUnmarked(document, title))

  const isUnderTitle = headline?.of === 'item' && container.contains(headline.element)
  const isWhole = marked === null && isWholePage(container)
  const scope = isWhole ? 'page' : isUnderTitle ? 'article' : 'part'
  const head = title === null || container.contains(title) ? null : findHead(title, container)
  const text = textOf(container, title, scope)
  const whole = head === null ? text : `${textOfHead(head, title)}\n\n${text}`.trim()
  // a page that brings its text by a script has its headline alone
  return title !== null && whole === htmlToText(title.outerHTML) ? '' : whole
}

async function findUnmarked(
  document: PageDocument,
  title: PageElement | null,
): Promise<PageElement> {
  const weighed = await weighParagraphs(document, title)
  if (weighed === null) return title?.closest(MAIN) ?? document.body
  const common = title === null ? weighed : findCommon(title, weighed)
  return isWholePage(common) ? weighed : common
}

const MAIN = 'main, [role="main"]'

/** What holds the head or the foot of the site holds more than the article. */
function isWholePage(element: PageElement): boolean {
  return element.localName === 'body' || element.querySelector(FRAME_OF_SITE) !== null
}

const FRAME_OF_SITE =
  'footer, [role="contentinfo"], [role="banner"], [role="navigation"], #footer, #header, #gnb, .gnb'

type Head = { readonly around: PageElement; readonly parts: readonly PageElement[] }

/** What stands from the headline to the article; null when it comes after it. */
function findHead(title: PageElement, container: PageElement): Head | null {
  const around = findCommon(title, container)
  const branches = [...around.children]
  const from = branches.findIndex((branch) => branch.contains(title))
  const to = branches.findIndex((branch) => branch.contains(container))
  return from < to ? { around, parts: branches.slice(from, to) } : null
}

function textOfHead({ around, parts }: Head, title: PageElement | null): string {
  removeFurniture(around, title, 'page')
  const left = parts.filter(({ parentElement }) => parentElement === around)
  return left.map(({ outerHTML }) => htmlToText(outerHTML)).join('\n\n')
}

function textOf(element: PageElement, title: PageElement | null, scope: FurnitureScope): string {
  removeFurniture(element, title, scope)
  return htmlToText(element.innerHTML)
}
