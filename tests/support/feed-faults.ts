import { encodeLegacy } from './encode-legacy.ts'

/**
 * What goes wrong in feeds that are fine otherwise, each as a function from a sound document to the bytes of a damaged
 * one. A document is XML in UTF-8 without a declaration; a fault that needs one writes it.
 */
export type FeedFault = {
  readonly name: string
  readonly damage: (xml: string) => Uint8Array
  /** The document ends before its end, so that the items that came whole are all that can be kept. */
  readonly isCut?: true
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** `change` for what stands inside titles, descriptions and summaries of items. */
function inTexts(xml: string, change: (text: string) => string): string {
  return xml.replace(
    /(<(title|description|summary)\b[^<>]*>)(?!<!\[CDATA\[)([^<]*)(<\/\2>)/g,
    (_all, open: string, _name, text: string, close: string) => open + change(text) + close,
  )
}

const inTitles = (xml: string, change: (text: string) => string): string =>
  xml.replace(
    /(<title\b[^<>]*>)(?!<!\[CDATA\[)([^<]*)(<\/title>)/g,
    (_all, open: string, text: string, close: string) => open + change(text) + close,
  )

const inRootTag = (xml: string, change: (tag: string) => string): string =>
  xml.replace(/<(?:rss|feed|rdf:RDF)\b[^>]*>/, change)

/** Documents in another charset, with numeric references for what it lacks. */
function encodedIn(charset: string): FeedFault {
  return {
    name: `${charset} as declared`,
    damage: (xml) => encodeLegacy(`<?xml version="1.0" encoding="${charset}"?>\n${xml}`, charset),
  }
}

const CONTROL = '\u0001\u000b\u001f'
const ENTITY_SET =
  '<!DOCTYPE rss [<!ENTITY % set PUBLIC "-//W3C//ENTITIES Latin 1//EN" "entities.dtd"> %set; <!ENTITY own "own">]>'
const PHP_NOTICE =
  '<br />\n<b>Notice</b>:  Undefined index: id in <b>/srv/feed.php</b> on line 3<br />\n'

export const FEED_FAULTS: readonly FeedFault[] = [
  { name: 'bare & in titles', damage: (xml) => utf8(inTitles(xml, (text) => `${text} R & D &c`)) },
  {
    name: 'bare & in URLs',
    damage: (xml) =>
      utf8(
        xml.replace(/(<link>)([^<]*)(<\/link>)/g, '$1$2?a=1&b=2&copy=3$3').replaceAll('&amp;', '&'),
      ),
  },
  {
    name: 'HTML entities',
    damage: (xml) => utf8(inTexts(xml, (text) => `${text} &nbsp;&eacute;&hellip;&rarr;`)),
  },
  {
    name: 'unknown entities',
    damage: (xml) => utf8(inTexts(xml, (text) => `${text} &nosuch; &x.y;`)),
  },
  { name: 'control characters', damage: (xml) => utf8(inTexts(xml, (text) => text + CONTROL)) },
  {
    name: 'numeric references to control characters',
    damage: (xml) => utf8(inTexts(xml, (text) => `${text}&#1;&#x0b;&#31;&#xffff;&#0;`)),
  },
  { name: 'a blank line before the declaration', damage: (xml) => utf8(`\n${DECLARATION}${xml}`) },
  { name: 'a BOM before the declaration', damage: (xml) => utf8(`\ufeff${DECLARATION}${xml}`) },
  { name: 'two BOMs', damage: (xml) => utf8(`\ufeff\ufeff${DECLARATION}${xml}`) },
  {
    name: 'the notice of a program before the declaration',
    damage: (xml) => utf8(PHP_NOTICE + DECLARATION + xml),
  },
  { name: 'an invalid UTF-8 byte', damage: withInvalidByte },
  {
    name: 'truncated at 90 %',
    damage: (xml) => utf8(xml.slice(0, Math.floor(xml.length * 0.9))),
    isCut: true,
  },
  {
    name: 'an unclosed br in a description',
    damage: (xml) => utf8(xml.replace(/(<(description|summary)\b[^<>]*>)/g, '$1first<br>second ')),
  },
  {
    name: 'a lone < in a title',
    damage: (xml) => utf8(inTitles(xml, (text) => `${text} 3 < 5 <`)),
  },
  {
    name: 'a lone < before a word in a title',
    damage: (xml) => utf8(inTitles(xml, (text) => `${text} x<y`)),
  },
  {
    name: 'garbage after the root',
    damage: (xml) => utf8(`${xml}\n<!-- 0.3 s --><script>x()</script>\0\0 & <`),
  },
  {
    name: 'a duplicate attribute',
    damage: (xml) => utf8(inRootTag(xml, (tag) => tag.replace(/>$/, ' lang="en" lang="ko">'))),
  },
  {
    name: 'an unquoted attribute',
    damage: (xml) => utf8(inRootTag(xml, (tag) => tag.replace(/>$/, ' lang=en data-x>'))),
  },
  {
    name: 'a DOCTYPE with an entity set',
    damage: (xml) => utf8(`${DECLARATION}${ENTITY_SET}\n${xml}`),
  },
  { name: 'UTF-16, low byte first', damage: (xml) => Buffer.from(`\ufeff${xml}`, 'utf16le') },
  {
    name: 'UTF-16, high byte first',
    damage: (xml) => Buffer.from(`\ufeff${xml}`, 'utf16le').swap16(),
  },
  ...['windows-1252', 'ISO-8859-1', 'Shift_JIS', 'EUC-JP', 'EUC-KR', 'GB18030'].map(encodedIn),
  {
    name: 'one unreadable date',
    damage: (xml) =>
      utf8(xml.replace(/(<(pubDate|updated|dc:date)>)[^<]*(<\/\2>)/, '$1sometime in spring$3')),
  },
  {
    name: 'an upper-case root',
    damage: (xml) =>
      utf8(
        xml.replace(
          /<(\/?)(rss|feed|rdf:RDF)(?=[\s>])/g,
          (_all, slash: string, name: string) => `<${slash}${name.toUpperCase()}`,
        ),
      ),
  },
  {
    name: 'rss without version',
    damage: (xml) => utf8(xml.replace(/(<rss\b[^>]*?)\sversion="[^"]*"/, '$1')),
  },
]

function withInvalidByte(xml: string): Uint8Array {
  const bytes = utf8(xml)
  const at = utf8(xml.slice(0, xml.indexOf('</title>'))).length
  return Buffer.concat([bytes.subarray(0, at), Uint8Array.of(0xff), bytes.subarray(at)])
}
