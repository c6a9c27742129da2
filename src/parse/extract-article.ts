import { MAX_DOCUMENT_BYTES } from '../core/feed/document-limit.ts'
import { languageOf, titleOf } from '../core/feed/normalize-values.ts'
import { limitText } from '../core/text/limit-text.ts'
import { decodeBytes } from './decode-bytes.ts'
import { type ArticleExpectation, findArticleDoubt } from './find-article-doubt.ts'
import { findArticleText } from './find-article-text.ts'
import { lightenPage } from './lighten-page.ts'
import { type PageDocument, readPage } from './page-document.ts'
import { sniffDocument } from './sniff-document.ts'

/** What reading the page behind an item came to. */
export type ArticleResult =
  | {
      readonly kind: 'extracted'
      readonly title: string | null
      /** Plain text; paragraphs and table cells are parted by a blank line. Never empty. */
      readonly text: string
      /** BCP 47 in lower case, as the page says; or null. */
      readonly language: string | null
      /** What is missing of the article; null when the page was read to its end. */
      readonly shortfall: ArticleShortfall | null
    }
  /** `reason` is a sentence for people: a login page, a PDF, a page too large to be read. */
  | { readonly kind: 'no-article'; readonly reason: string }

/** `cut`: we read no more. `broken-off`: no more came, and another time the rest may. `reason` is for people. */
export type ArticleShortfall = { readonly kind: 'cut' | 'broken-off'; readonly reason: string }

/** Pages are a few hundred kilobytes; what is left of a larger one without its scripts is read up to here. */
const MAX_PAGE_CHARS = 3_000_000

/**
 * The article in a web page, without what surrounds it. `contentType` is the HTTP header; `url` is where the
 * page came from; `expectation` is what the feed said of the item, by which other pages are told from the
 * article. Never throws for what a page holds.
 */
export async function extractArticle(
  bytes: Uint8Array,
  contentType: string | null,
  url: string,
  expectation: ArticleExpectation,
): Promise<ArticleResult> {
  const { text } = decodeBytes(bytes.subarray(0, MAX_DOCUMENT_BYTES), contentType)
  const document = sniffDocument(text)
  if (document.kind !== 'html') return noArticle(`${url} is ${describe(document)}`)
  const html = text.length > MAX_PAGE_CHARS ? lightenPage(text) : text
  const isCut = bytes.length > MAX_DOCUMENT_BYTES || html.length > MAX_PAGE_CHARS
  try {
    return await readArticle(html.slice(0, MAX_PAGE_CHARS), isCut, expectation)
  } catch (error) {
    // linkedom and Readability meet every kind of page; one that breaks them costs its full text alone
    const reason = error instanceof Error ? error.message : String(error)
    return noArticle(`the page cannot be read: ${reason}`)
  }
}

const CUT: ArticleShortfall = {
  kind: 'cut',
  reason: 'it is so large that only the beginning was searched',
}
const BROKEN_OFF: ArticleShortfall = {
  kind: 'broken-off',
  reason: 'its page broke off before the end, and what came was searched',
}

async function readArticle(
  html: string,
  isCut: boolean,
  expectation: ArticleExpectation,
): Promise<ArticleResult> {
  const page = await readPage(html)
  if (page.kind === 'unreadable') return noArticle(page.reason)
  const titles = listTitles(page.document)
  const hasPasswordField = page.document.querySelector('input[type="password"]') !== null
  const found = limitText(await findArticleText(page.document, expectation.title))
  const { text } = found
  const doubt = findArticleDoubt(text, { titles, hasPasswordField }, expectation)
  if (doubt !== null) return noArticle(doubt)
  const title = titles[0] ?? null
  const shortfall = isCut || found.isCut ? CUT : page.isBrokenOff ? BROKEN_OFF : null
  return { kind: 'extracted', title, text, language: findLanguage(html), shortfall }
}

const noArticle = (reason: string): ArticleResult => ({ kind: 'no-article', reason })

function describe(document: Exclude<ReturnType<typeof sniffDocument>, { kind: 'html' }>): string {
  switch (document.kind) {
    case 'feed':
      return 'a feed'
    case 'json':
      return 'a JSON document'
    case 'empty':
      return 'an empty document'
    case 'other':
      return document.what
  }
}

/** What the page calls itself, the best name first. Headings come after the first where that is the site's name. */
function listTitles(document: PageDocument): readonly string[] {
  const headings = [...document.querySelectorAll('h1')]
    .filter((heading) => heading.closest(NOT_OF_THE_PAGE) === null)
    .slice(0, MAX_HEADINGS)
    .map((heading) => heading.textContent)
  const [heading, ...otherHeadings] = headings
  return [
    document.querySelector('meta[property="og:title"]')?.getAttribute('content'),
    heading,
    document.querySelector('title')?.textContent,
    ...otherHeadings,
  ]
    .map((title) => titleOf(title ?? ''))
    .filter((title) => title !== '')
}

const MAX_HEADINGS = 5
const NOT_OF_THE_PAGE = 'noscript, dialog, template, [role="dialog"], [hidden]'

function findLanguage(html: string): string | null {
  const tag = /<html\b[^>]{0,2000}?\blang\s*=\s*["']?([\w-]+)/i.exec(html.slice(0, 20_000))
  return languageOf(tag?.[1] ?? null)
}
