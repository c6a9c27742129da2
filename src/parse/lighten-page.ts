/**
 * A page without what no article stands in and may weigh megabytes: scripts, styles, comments, and files written into
 * attributes (`data:`). For pages that are too large to be read whole, so that what is cut off is their end in fact.
 */
export function lightenPage(html: string): string {
  const parts: string[] = []
  let kept = 0
  for (let found = findUnread(html, 0); found !== null; found = findUnread(html, kept)) {
    parts.push(html.slice(kept, found.start))
    kept = found.end
  }
  parts.push(html.slice(kept))
  return parts.join('').replace(DATA_URL, 'data:,')
}

type Stretch = { readonly start: number; readonly end: number }

const DATA_URL = /\bdata:[a-z]{1,40}\/[\w.+-]{1,80}[;,][^"'()\s<>]*/gi

/** The next thing that nobody reads; one that does not end goes on to the end of the page, as in browsers. */
function findUnread(html: string, from: number): Stretch | null {
  const opening = /<!--|<(script|style)(?=[\s/>])/gi
  opening.lastIndex = from
  const found = opening.exec(html)
  if (found === null) return null
  const { index: start } = found
  const name = found[1]
  // `<!-->` is a whole comment
  const end =
    name === undefined ? endAfter(html, '-->', start + 2) : endOfElement(html, name, start)
  return { start, end }
}

function endOfElement(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  closing.lastIndex = from
  const found = closing.exec(html)
  return found === null ? html.length : endAfter(html, '>', found.index)
}

function endAfter(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from)
  return at === -1 ? html.length : at + mark.length
}
