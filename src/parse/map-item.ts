import { parseDate } from '../core/feed/parse-date.ts'
import type { WireItem, WireLink } from '../core/feed/wire-feed.ts'
import { elementText, elementValue } from './element-text.ts'
import type { Fields } from './fields.ts'
import { joinBase } from './join-base.ts'
import type { XmlElement } from './xml-element.ts'

/** One `<item>` or `<entry>` as a wire item. The lists of names are in the order of trust. */

const PUBLISHED = `pubdate published issued dc:date dcterms:issued dcterms:date dcterms:created created`
const UPDATED = `updated modified dcterms:modified lastbuilddate`
const CONTENT = `content:encoded encoded content xhtml:body body xhtml:div fullitem`
const SUMMARY = `description summary abstract dc:description itunes:summary media:description`
const TITLE = `title dc:title media:title itunes:title`

/** `base` is the xml:base in force around the item, or null. */
export function mapItem(element: XmlElement, fields: Fields, base: string | null): WireItem {
  const guid = fields.all('guid').find((field) => elementValue(field.element) !== '')?.element
  const about = element.attributes.get('rdf:about') ?? null
  return {
    id:
      (guid && elementValue(guid)) ?? fields.value('id') ?? about ?? fields.value('dc:identifier'),
    isIdPermalink: guid !== undefined && !isFalse(guid.attributes.get('ispermalink')),
    title: fields.text(TITLE),
    links: [...mapLinks(fields, base), ...fallbackLinks(element, fields)],
    published: findDate(fields, PUBLISHED),
    updated: findDate(fields, UPDATED),
    authors: mapAuthors(fields),
    categories: mapCategories(fields),
    summary: fields.text(SUMMARY) ?? mediaDescription(fields),
    content: fields.text(CONTENT),
    language: element.attributes.get('xml:lang') ?? fields.value('dc:language language'),
    base,
  }
}

/** Video platforms put all they say into a group of media. */
function mediaDescription(fields: Fields): string | null {
  const groups = fields.all('media:group media:content').map(({ element }) => fields.of(element))
  return groups.flatMap((group) => group.text('media:description') ?? [])[0] ?? null
}

const isFalse = (value: string | undefined): boolean => value?.trim().toLowerCase() === 'false'

/** The first date that can be read, else the first one for people to see. */
function findDate(fields: Fields, names: string): string | null {
  const dates = fields
    .all(names)
    .map((field) => elementValue(field.element))
    .filter((date) => date !== '')
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

/** Where else an item's address stands: RDF's own name for it, CDF's attribute, Atom's content elsewhere. */
function fallbackLinks(element: XmlElement, fields: Fields): readonly WireLink[] {
  const candidates = [
    element.attributes.get('href'),
    element.attributes.get('rdf:about'),
    fields.all('content')[0]?.element.attributes.get('src'),
  ]
  return candidates
    .filter((href) => href !== undefined && /^https?:/i.test(href.trim()))
    .map((href) => ({ href: href?.trim() ?? '', rel: 'alternate', type: null }))
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
