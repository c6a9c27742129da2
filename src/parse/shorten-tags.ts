/** Longer than any tag with attributes that mean something to us. */
const MAX_TAG_CHARS = 65_536

/** XML whose tags of megabytes have lost their attributes: sax collects those character by character. */
export function shortenTags(xml: string): string {
  const parts: string[] = []
  let kept = 0
  let at = xml.indexOf('<')
  while (at !== -1 && xml.length - at > MAX_TAG_CHARS) {
    const isSection = xml.startsWith('<!', at)
    const end = isSection ? endOfSection(xml, at) : xml.indexOf('>', at)
    if (end === -1) break
    if (!isSection && end - at > MAX_TAG_CHARS) {
      const name = /<\/?[^\s<>/]{1,100}/y
      name.lastIndex = at
      parts.push(xml.slice(kept, at), name.exec(xml)?.[0] ?? '&lt;')
      kept = end
    }
    at = xml.indexOf('<', end)
  }
  return parts.length === 0 ? xml : parts.join('') + xml.slice(kept)
}

/** Where CDATA or a comment ends; both may hold any number of `>`. */
function endOfSection(xml: string, at: number): number {
  if (xml.startsWith('<![CDATA[', at)) return xml.indexOf(']]>', at)
  return xml.startsWith('<!--', at) ? xml.indexOf('-->', at) : xml.indexOf('>', at)
}
