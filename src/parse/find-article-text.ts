import { htmlToText } from '../core/text/html-to-text.ts'
import { findContainer } from './find-container.ts'
import { measureElements } from './measure-page.ts'
import type { PageDocument, PageElement } from './page-document.ts'
import { removeControls, removeFurniture } from './remove-furniture.ts'

/**
 * The article's text of a page, '' when there is none. A page that marks its article under the item's headline is
 * believed (find-container.ts), because it says where the article begins and ends. Elsewhere the largest mark counts,
 * unless it holds much less than what Readability finds by weighing paragraphs. Changes the document.
 */
export async function findArticleText(document: PageDocument, itemTitle: string): Promise<string> {
  removeControls(document.body)
  const container = findContainer(document.body, itemTitle, measureElements(document.body))
  if (container !== null) {
    removeFurniture(container, 'article')
    const text = htmlToText(container.innerHTML)
    if (text.length >= SHORTEST_SURE_CHARS) return text
  }
  removeFurniture(document.body, 'page')
  const left = measureElements(document.body)
  const proseOf = (element: PageElement): number => left.get(element)?.proseChars ?? 0

  const marked = [...document.querySelectorAll(MARKED_ARTICLES)].sort(
    (a, b) => proseOf(b) - proseOf(a),
  )[0]
  const markedText = marked === undefined ? '' : htmlToText(marked.innerHTML)
  const isMostOfPage = marked !== undefined && proseOf(marked) > proseOf(document.body) * 0.6
  if (isMostOfPage) return markedText

  const weighedText = await weighParagraphs(document)
  return markedText.length >= weighedText.length * LEAST_OF_WEIGHED ? markedText : weighedText
}

/** What is marked in fewer may be the head of an article that is marked no further. */
const SHORTEST_SURE_CHARS = 100

const MARKED_ARTICLES = 'article, [role="article"], [itemprop~="articleBody"]'

/** A marked article that is shorter is a card or a headline. */
const LEAST_OF_WEIGHED = 0.7

/** Readability retries with furniture included below its default of 500, which short notices never reach. */
const SHORTEST_ARTICLE_CHARS = 80

async function weighParagraphs(document: PageDocument): Promise<string> {
  const { Readability } = await import('@mozilla/readability')
  const article = new Readability(document, {
    charThreshold: SHORTEST_ARTICLE_CHARS,
    disableJSONLD: true,
  }).parse()
  return htmlToText(article?.content ?? '')
}
