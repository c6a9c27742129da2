import fc from 'fast-check'
import { cleanXml } from '../../src/parse/clean-xml.ts'
import { readStrictly } from '../../src/parse/read-strictly.ts'
import { readXml } from '../../src/parse/read-xml.ts'

/** What the strict reader made of a document, and what rss-parser did: the same, or `passed` where the strict one leaves it alone. */
export type TwoReadings =
  | { readonly kind: 'passed' }
  | { readonly kind: 'alike' }
  | { readonly kind: 'different'; readonly strict: string; readonly rssParser: string }

/** Reads a root element, as yet uncleaned, with both, and compares the trees letter by letter. */
export async function readTwice(raw: string): Promise<TwoReadings> {
  const xml = cleanXml(raw)
  const strict = readStrictly(xml)
  if (strict === null) return { kind: 'passed' }
  const [one, other] = [show(strict.root), show(await readXml(xml))]
  return one === other ? { kind: 'alike' } : { kind: 'different', strict: one, rssParser: other }
}

const show = (tree: unknown): string =>
  JSON.stringify(tree, (_key, value: unknown) => (value instanceof Map ? [...value] : value))

/** What may be put into a document at any place: markup and characters that readers are of different minds about, and harmless ones. */
const SCRAPS = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '/',
    '/>',
    ' ',
    '\n',
    '\t',
    '\r\n',
    '=',
    'é',
    '한',
    '𝒳',
    '\u00a0',
    '\ufeff',
  ],
  ...['<![CDATA[', ']]>', ']]', ']]]>', '<![CDATA[]]>', '<![CDATA[<b>x</b>]]>', '<![cdata[x]]>'],
  ...[
    '<!-- x -->',
    '<!--',
    '-->',
    '<?x y?>',
    '<?x a="?>"?>',
    '<!x>',
    '<!DOCTYPE x [<!ENTITY a "b">]>',
  ],
  ...[
    '&amp;',
    '&lt;',
    '&AMP;',
    '&nbsp;',
    '&#38;',
    '&#x3C;',
    '&#0;',
    '&#128;',
    '&#0065;',
    '&#x1F600;',
    '&x;',
  ],
  ...[
    '<b>x</b>',
    '<br>',
    '<br/>',
    '<br />',
    '<B A="1">x</b>',
    '<p:q xmlns:p="urn:p"/>',
    '<a:b:c/>',
    '<x.y-z_1/>',
  ],
  ...[
    '<a b=c>x</a>',
    '<a b>x</a>',
    '<a b=\'1"2\' c="3\'4"/>',
    '<a b = "1"/>',
    '<a b="1"c="2"/>',
    '<a b="1" B="2"/>',
  ],
  ...[
    '<a b="x>y"/>',
    '<a b="x<y"/>',
    '<a b="&lt;&#233;"/>',
    '<a b="1\n2"/>',
    '<é/>',
    '<1/>',
    '</a>',
    '</a b="1">',
  ],
  ...[
    '<script>if (a<b) x()</script>',
    '<script/>',
    '<SCRIPT>x</SCRIPT>',
    '<style>a</style>',
    '<a __proto__="1"/>',
  ],
  ...[
    '<item/>',
    '</item>',
    '<item><title>x</title></item>',
    '</channel>',
    '</rss><rss>',
    '<constructor/>',
  ],
]

type Change = { readonly place: number; readonly cut: number; readonly scrap: string }

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 9 })),
    scrap: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...SCRAPS) }, fc.constant('')),
  }),
  { minLength: 1, maxLength: 5 },
)

const change = (xml: string, { place, cut, scrap }: Change): string => {
  const at = Math.floor(place * xml.length)
  return xml.slice(0, at) + scrap + xml.slice(at + cut)
}

/** One of these documents with a few scraps put in and letters taken out, most of it between two tags. */
export function damagedXml(documents: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...documents), changes)
    .map(([document, list]) => list.reduce(change, document))
}
