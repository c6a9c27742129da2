import { foldSpace } from '../core/text/fold-space.ts'
import { htmlToText } from '../core/text/html-to-text.ts'
import { localName } from './local-name.ts'

/**
 * What kind of document a text is, judged by its root element and never by the content type: feeds come as
 * text/html and from .ashx addresses, and HTML error pages come with status 200 as application/rss+xml.
 */
export type DocumentKind =
  | {
      readonly kind: 'feed'
      /** Qualified name of the root element as it stands there: `rss`, `feed`, `rdf:RDF`, `atom:feed` … */
      readonly rootName: string
      /** Where the root's `<` is: before it stand only declarations, comments and what programs print by mistake. */
      readonly rootStart: number
    }
  | { readonly kind: 'html'; readonly title: string | null }
  | { readonly kind: 'json' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'other'; readonly what: string }

/** A feed's root stands near the beginning; what comes before it is a licence comment at most. */
const MAX_PROLOGUE_CHARS = 200_000

const FEED_ROOTS: ReadonlySet<string> = new Set(['rss', 'feed', 'rdf', 'channel'])
const HTML_ROOTS: ReadonlySet<string> = new Set(['html', 'head', 'body', 'frameset'])

export function sniffDocument(text: string): DocumentKind {
  if (isGzip(text)) return { kind: 'other', what: 'a gzip file' }
  const start = text.search(/[^\s\ufeff\p{Cc}]/u)
  if (start === -1) return { kind: 'empty' }
  if (text[start] === '{' || text[start] === '[') return { kind: 'json' }
  const archive = findArchiveKind(text.slice(start, start + 8))
  if (archive !== null) return { kind: 'other', what: archive }

  const prologue = text.slice(0, MAX_PROLOGUE_CHARS)
  const found = findRoot(prologue, start)
  if (found === null) {
    const isBinary = text.slice(0, 1000).includes('\u0000')
    return { kind: 'other', what: isBinary ? 'binary data' : 'a text without markup' }
  }
  const localRoot = localName(found.name).toLowerCase()
  if (FEED_ROOTS.has(localRoot)) {
    return { kind: 'feed', rootName: found.name, rootStart: found.start }
  }
  const framed = found.isHtml ? findFramedFeed(text, prologue, found.start) : null
  if (framed !== null) return framed
  if (found.isHtml) return { kind: 'html', title: findHtmlTitle(text) }
  return { kind: 'other', what: `an XML document with the root element <${found.name}>` }
}

/** The magic number is 1F 8B 08 (RFC 1952); the middle byte alone depends on the charset that was guessed. */
const isGzip = (text: string): boolean => text[0] === '\u001f' && text[2] === '\u0008'

/** Kinds of files that may hold XML inside and are none. */
function findArchiveKind(head: string): string | null {
  if (head.startsWith('%PDF')) return 'a PDF document'
  return head.startsWith('PK\u0003\u0004') ? 'a ZIP archive' : null
}

type Root = { readonly name: string; readonly start: number; readonly isHtml: boolean }

// one token of a prologue: comment, processing instruction, declaration with or without a subset, tag
const PROLOGUE_TOKEN =
  /<!--[\s\S]*?(?:-->|$)|<\?[^>]*>?|<!doctype[^[>]*(?:\[[^\]]*\]?[^>]*)?>?|<!|<\/?([\p{L}_][\p{L}\p{N}_:.-]*)/giu

/**
 * The first element that is a root of a feed or of a page. Others may come before: a PHP notice in `<b>`. Where
 * neither comes, the document is what its first element is. A DOCTYPE decides nothing: feeds copy those of pages.
 */
function findRoot(prologue: string, start: number): Root | null {
  let first: Root | null = null
  for (const match of prologue.slice(start).matchAll(PROLOGUE_TOKEN)) {
    const name = match[1]
    if (name === undefined) continue
    const elementName = localName(name).toLowerCase()
    const root = { name, start: start + match.index, isHtml: HTML_ROOTS.has(elementName) }
    if (root.isHtml || FEED_ROOTS.has(elementName)) return root
    first ??= { ...root, isHtml: isPageElement(elementName) }
  }
  return first
}

/** A feed that says what it is, in the frame of a page: systems wrap every answer into their template, browsers save so. */
function findFramedFeed(text: string, prologue: string, start: number): DocumentKind | null {
  const opening =
    /<(feed)\s[^<>]{0,500}?www\.w3\.org\/2005\/Atom|<(rss)\s[^<>]{0,500}?\bversion\b|<(rdf:RDF)\s[^<>]{0,500}?purl\.org\/rss\/1/g
  opening.lastIndex = start
  const found = opening.exec(prologue)
  const rootName = found?.[1] ?? found?.[2] ?? found?.[3]
  if (found === null || rootName === undefined) return null
  const rest = text.slice(found.index)
  const isWhole = rest.includes(`</${rootName}>`) && /<(?:item|entry)[\s>]/.test(rest)
  return isWhole ? { kind: 'feed', rootName, rootStart: found.index } : null
}

const isPageElement = (name: string): boolean =>
  /^(script|style|meta|title|link|div|p|br|b|h1|h2|table|form|center|font|a|span|img|iframe|article|main|section|header|nav|ul)$/.test(
    name,
  )

function findHtmlTitle(html: string): string | null {
  const head = html.slice(0, MAX_PROLOGUE_CHARS)
  const title = /<title\b[^>]{0,200}>([^<]{0,500})/i.exec(head)?.[1]
  const text = foldSpace(htmlToText(title ?? ''))
  return text === '' ? null : text
}
