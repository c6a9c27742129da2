import { parseDate } from '../core/feed/parse-date.ts'
import type { WireItem, WireLink } from '../core/feed/wire-feed.ts'
import { foldSpace } from '../core/text/fold-space.ts'
import { plainTextOf } from '../core/text/plain-text.ts'
import { elementText, elementValue } from './element-text.ts'
import type { Fields } from './fields.ts'
import { joinBase } from './join-base.ts'
import type { XmlElement } from './xml-element.ts'

/** One `<item>` or `<entry>` as a wire item. The lists of names are in the order of trust. */

const PUBLISHED = `pubdate published issued dc:date dcterms:issued dcterms:date dcterms:created created`
const UPDATED = `updated modified dcterms:modified lastbuilddate`
const CONTENT = `content:encoded encoded content xhtml:body body xhtml:div fullitem`
const SUMMARY = `description summary abstract dc:description itunes:summary media:description itunes:subtitle dcterms:description dcterms:abstract`
const TITLE = `title dc:title media:title itunes:title dcterms:title`

/** `base` is the xml:base in force around the item, or null. */
export function mapItem(element: XmlElement, fields: Fields, base: string | null): WireItem {
  const guid = fields.all('guid').find((field) => elementValue(field.element) !== '')?.element
  const about = element.attributes.get('rdf:about') ?? null
  const name = fields.value('id') ?? about ?? fields.value('dc:identifier')
  return {
    id: guid === undefined ? name : elementValue(guid),
    isIdPermalink: guid !== undefined && !isFalse(guid.attributes.get('ispermalink')),
    title: fields.text(TITLE) ?? mediaText(fields, 'media:title'),
    links: [...mapLinks(fields, base), ...fallbackLinks(element, fields), ...linkOfName(name)],
    published: findDate(fields, PUBLISHED),
    updated: findDate(fields, UPDATED) ?? element.attributes.get('lastmod') ?? null,
    authors: mapAuthors(fields),
    categories: mapCategories(fields),
    summary: findSummary(fields),
    content: fields.text(CONTENT),
    language: element.attributes.get('xml:lang') ?? fields.value('dc:language language'),
    base,
  }
}

/** A description that only repeats the title says nothing: sites of videos say it in the description of the medium. */
function findSummary(fields: Fields): string | null {
  const summary = fields.text(SUMMARY)
  const title = fields.text(TITLE)
  if (summary !== null && (title === null || !isRepeated(title, summary))) return summary
  return mediaText(fields, 'media:description') ?? summary
}

/** Markup around a title; what is longer says more than the title, and is not looked through for nothing. */
const MOST_MARKUP_CHARS = 500

function isRepeated(title: string, summary: string): boolean {
  if (summary.length > title.length + MOST_MARKUP_CHARS) return false
  return foldSpace(plainTextOf(summary)) === foldSpace(plainTextOf(title))
}

/** Video platforms put all they say into a group of media, or into the media within the group. */
function mediaText(fields: Fields, name: 'media:title' | 'media:description'): string | null {
  const groups = fields.all('media:group').map(({ element }) => fields.of(element))
  const contents = [fields, ...groups].flatMap((holder) =>
    holder.all('media:content').map(({ element }) => holder.of(element)),
  )
  return [...groups, ...contents].flatMap((holder) => holder.text(name) ?? [])[0] ?? null
}

const isFalse = (value: string | undefined): boolean => value?.trim().toLowerCase() === 'false'

/** The first date that can be read, else the first one for people to see. */
function findDate(fields: Fields, names: string): string | null {
  const dates = fields
    .all(names)
    .map((field) => elementValue(field.element))
    .filter((date) => date !== '')
  if (dates.length < 2) return dates[0] ?? null
  return dates.find((date) => parseDate(date, 'UTC') !== null) ?? dates[0] ?? null
}

/** RSS writes the address as text, Atom as an attribute. */
export function mapLinks(fields: Fields, base: string | null): readonly WireLink[] {
  return fields.all('link').flatMap(({ element }) => {
    const href = element.attributes.get('href')?.trim() || elementValue(element)
    if (href === '') return []
    const ownBase = element.attributes.get('xml:base')
    const rel = element.attributes.get('rel')?.trim().toLowerCase() ?? ''
    return [
      {
        href: ownBase === undefined ? href : joinBase(joinBase(base, ownBase), href),
        rel: rel.replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, '') || 'alternate',
        type: element.attributes.get('type') ?? null,
      },
    ]
  })
}

/** Where else an item's address stands: CDF's attribute or anchor, RDF's own name for it, Atom's content elsewhere; enclosures. */
function fallbackLinks(element: XmlElement, fields: Fields): readonly WireLink[] {
  const about = element.attributes.get('rdf:about')
  const elsewhere = [
    element.attributes.get('href'),
    fields.all('a')[0]?.element.attributes.get('href'),
    about !== undefined && /^https?:/i.test(about.trim()) ? about : undefined,
    fields.all('content')[0]?.element.attributes.get('src'),
  ]
  const enclosed = fields
    .all('enclosure')
    .map(({ element: { attributes } }) =>
      /^image\//i.test(attributes.get('type') ?? '') ? undefined : attributes.get('url'),
    )
  return [...linksOf(elsewhere, 'alternate'), ...linksOf(enclosed, 'enclosure')]
}

/** Adobe's blog gives the addresses of its pages as Atom's ids and links to nothing (2021). */
function linkOfName(name: string | null): readonly WireLink[] {
  return linksOf([name !== null && /^https?:/i.test(name) ? name : undefined], 'id')
}

function linksOf(hrefs: readonly (string | undefined)[], rel: string): readonly WireLink[] {
  return hrefs
    .map((href) => href?.trim() ?? '')
    .filter((href) => href !== '')
    .map((href) => ({ href, rel, type: null }))
}

/** Names of people, or of the addresses that stand for them. */
export function mapAuthors(fields: Fields): readonly string[] {
  const names = fields.all('author dc:creator').map(({ element, isAtom }) => {
    const person = fields.of(element)
    return person.value('name') ?? person.value('email') ?? elementText(element, isAtom)
  })
  return names.filter((name) => name !== '')
}

function mapCategories(fields: Fields): readonly string[] {
  const labels = fields.all('category dc:subject').map(({ element, isAtom }) => {
    const { attributes } = element
    return attributes.get('label') ?? attributes.get('term') ?? elementText(element, isAtom)
  })
  return labels.filter((label) => label !== '')
}
