/**
 * A feed's root element alone. What stands before it goes (declaration, DOCTYPE with its entities, notices of
 * programs), and what stands after it. Where its end tag is missing the document ends in the middle: it is `cut`.
 */
export type RootCut = {
  readonly extent: 'whole' | 'cut'
  readonly xml: string
}

/** `rootStart` is where the root's `<` is, `rootName` its name as it stands there. */
export function cutOutRoot(text: string, rootStart: number, rootName: string): RootCut {
  const xml = text.slice(rootStart)
  const endTag = `</${rootName}`
  const end = lastIndexOfTag(xml, endTag)
  if (end !== -1) return { extent: 'whole', xml: `${xml.slice(0, end)}${endTag}>` }
  const isEmptyRoot = /^<[^<>]*\/>\s*$/.test(xml)
  return { extent: isEmptyRoot ? 'whole' : 'cut', xml }
}

/** Tags are looked for in either case, but the text is not copied whole for it. */
function lastIndexOfTag(xml: string, tag: string): number {
  return Math.max(
    ...[tag, tag.toUpperCase(), tag.toLowerCase()].map((spelling) => xml.lastIndexOf(spelling)),
  )
}
