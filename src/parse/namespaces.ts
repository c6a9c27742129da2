import type { XmlElement } from './xml-element.ts'

/**
 * Names of elements without the accidents of prefixes: `<a10:updated>` and `<updated>` are the same if their
 * namespaces are. RSS and Atom share one space without prefix (`title`, `link`, `guid`, `updated`), because
 * feeds mix the two; the others keep a fixed prefix (`dc:date`).
 */
export type NamespaceScope = ReadonlyMap<string, string>

export type ResolvedName = {
  /** `title`, `dc:date`; `?:name` in a namespace that means nothing to us. */
  readonly name: string
  /** Whether Atom's rules about the type of a text apply. */
  readonly isAtom: boolean
}

export const NO_NAMESPACES: NamespaceScope = new Map()

/** The declarations in force inside `element`, given those around it. */
export function enterElement(element: XmlElement, outer: NamespaceScope): NamespaceScope {
  let scope: Map<string, string> | null = null
  for (const [name, value] of element.attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    scope ??= new Map(outer)
    scope.set(name.slice('xmlns:'.length), spaceOf(value))
  }
  return scope ?? outer
}

export function resolveName(element: XmlElement, scope: NamespaceScope): ResolvedName {
  const colon = element.name.indexOf(':')
  const prefix = colon === -1 ? '' : element.name.slice(0, colon)
  const local = element.name.slice(colon + 1)
  const space = scope.get(prefix) ?? KNOWN_PREFIXES.get(prefix) ?? '?'
  // an unknown default namespace is a misspelt one: the elements still mean what their names say
  const isPlain = space === '' || space === 'atom' || (space === '?' && prefix === '')
  return { name: isPlain ? local : `${space}:${local}`, isAtom: space === 'atom' }
}

/** Declared by nobody and used all the same. */
const KNOWN_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['', ''],
  ['rss', ''],
  ['atom', 'atom'],
  ['a10', 'atom'],
  ['dc', 'dc'],
  ['dcterms', 'dcterms'],
  ['content', 'content'],
  ['rdf', 'rdf'],
  ['xhtml', 'xhtml'],
  ['media', 'media'],
  ['itunes', 'itunes'],
])

/** Spellings vary by version, scheme and slashes, so each space is known by a part of its address. */
const SPACES: readonly (readonly [RegExp, string])[] = [
  [/purl\.org\/rss\/1\.0\/modules\/content/, 'content'],
  [/w3\.org\/2005\/atom|purl\.org\/(net\/)?atom/, 'atom'],
  [/purl\.org\/dc\/elements|purl\.org\/metadata\/dublin_core/, 'dc'],
  [/purl\.org\/dc\/terms/, 'dcterms'],
  [/1999\/02\/22-rdf-syntax-ns/, 'rdf'],
  [/1999\/xhtml/, 'xhtml'],
  [/yahoo\.com\/mrss/, 'media'],
  [/itunes/, 'itunes'],
  // whose titles are none of the feed's, declared without a prefix too
  [/w3\.org\/2000\/svg|w3\.org\/1998\/math/, 'graphics'],
  [/purl\.org\/rss\/(0|1\.0\/?$|2)|purl\.org\/net\/rss1\.1/, ''],
  [/netscape\.com|backend\.userland\.com|cyber\.harvard\.edu|blogs\.law\.harvard\.edu/, ''],
]

/** Whether a namespace is none that feeds are known to use; no namespace is not strange. */
export function isStrangeNamespace(uri: string): boolean {
  return uri.trim() !== '' && spaceOf(uri) === '?'
}

function spaceOf(uri: string): string {
  const address = uri.trim().toLowerCase()
  return SPACES.find(([pattern]) => pattern.test(address))?.[1] ?? '?'
}
