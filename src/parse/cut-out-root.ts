/**
 * A feed's root element alone. What stands before it goes (declaration, DOCTYPE with its entities, notices of
 * programs), and what stands after it. A document that ends in the middle keeps its whole items.
 */
export type RootCut =
  | { readonly kind: 'whole' | 'truncated'; readonly xml: string }
  /** It ends before its first item does. */
  | { readonly kind: 'nothing-whole' }

/** `rootStart` is where the root's `<` is, `rootName` its name as it stands there. */
export function cutOutRoot(text: string, rootStart: number, rootName: string): RootCut {
  const xml = text.slice(rootStart)
  const endTag = `</${rootName}`
  const end = lastIndexOfTag(xml, endTag)
  if (end !== -1) return { kind: 'whole', xml: `${xml.slice(0, end)}${endTag}>` }
  const isEmptyRoot = /^<[^<>]*\/>\s*$/.test(xml)
  if (isEmptyRoot) return { kind: 'whole', xml }

  const lastItem = Math.max(lastIndexOfTag(xml, '</item>'), lastIndexOfTag(xml, '</entry>'))
  if (lastItem === -1) return { kind: 'nothing-whole' }
  const afterItems = xml.indexOf('>', lastItem) + 1
  return { kind: 'truncated', xml: `${xml.slice(0, afterItems)}${endTag}>` }
}

/** Tags are looked for in either case, but the text is not copied whole for it. */
function lastIndexOfTag(xml: string, tag: string): number {
  return Math.max(
    ...[tag, tag.toUpperCase(), tag.toLowerCase()].map((spelling) => xml.lastIndexOf(spelling)),
  )
}
