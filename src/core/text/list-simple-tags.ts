import { SIMPLE_ELEMENTS } from './html-elements.ts'

export type SimpleTag = {
  /** In lower case. */
  readonly name: string
  readonly kind: 'start' | 'end'
  /** Where its `<` is, and where what follows begins. */
  readonly start: number
  readonly end: number
}

/**
 * The tags of HTML in which every `<` begins one that can be nothing else: of an element that is known, whose content is markup
 * like any other, with attributes that hold no bracket. Null for HTML with anything else: comments, scripts, loose brackets,
 * tags that are cut off.
 */
export function listSimpleTags(html: string): readonly SimpleTag[] | null {
  const tags: SimpleTag[] = []
  for (let start = html.indexOf('<'); start !== -1; start = html.indexOf('<', start + 1)) {
    TAG.lastIndex = start
    const [tag, endName, startName] = TAG.exec(html) ?? []
    const name = (endName ?? startName ?? '').toLowerCase()
    if (tag === undefined || !SIMPLE_ELEMENTS.has(name)) return null
    tags.push({
      name,
      kind: endName === undefined ? 'start' : 'end',
      start,
      end: start + tag.length,
    })
  }
  return tags
}

const SPACE = '[ \\t\\r\\n\\f]'
const VALUE = `"[^"<>]*"|'[^'<>]*'|[^\\s"'<>=\`]+`
const ATTRIBUTE = `[a-z][a-z0-9-]*(?:=(?:${VALUE}))?`
/** An end tag is its name alone. */
const TAG = new RegExp(
  `<(?:/([a-z][a-z0-9]*)|([a-z][a-z0-9]*)(?:${SPACE}+${ATTRIBUTE})*${SPACE}*/?)>`,
  'iy',
)
