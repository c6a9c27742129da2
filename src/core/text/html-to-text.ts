import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { escapeLooseAngles } from './escape-loose-angles.ts'
import { createHtmlCollector } from './html-collector.ts'
import { isHtmlElement } from './html-elements.ts'
import { listSimpleTags } from './list-simple-tags.ts'

/**
 * HTML to the text that rules are held against: tags never count, block elements and table cells end a
 * paragraph (a blank line), `<br>` ends a line, inline elements join, entities are decoded, and what nobody
 * reads (scripts, styles, templates) vanishes, as do the readings above characters. White space folds, except for line ends inside `<pre>`.
 *
 * It listens to htmlparser2's tokenizer and not to its parser: the parser's stack of open elements costs
 * quadratic time on documents that nest a hundred thousand deep, and text needs no tree. Where every tag is beyond doubt not even
 * the tokenizer is needed, which goes from letter to letter.
 */
export function htmlToText(html: string): string {
  return textOfSimple(html) ?? textOfAny(html)
}

/** The text of HTML whose tags leave no doubt, as most feeds have it; null for any other. */
function textOfSimple(html: string): string | null {
  const tags = listSimpleTags(html)
  if (tags === null) return null
  const collector = createHtmlCollector({ mayRaise: tags.some(({ name }) => name === 'sup') })
  let at = 0
  for (const { name, kind, start, end } of tags) {
    if (start > at) collector.addText(html.slice(at, start))
    if (kind === 'start') collector.open(name)
    else collector.close(name)
    at = end
  }
  if (at < html.length) collector.addText(html.slice(at))
  return collector.finish()
}

function textOfAny(html: string): string {
  const input = withoutFrames(escapeLooseAngles(withoutCdataMarks(html)))
  const collector = createHtmlCollector({ mayRaise: /<sup/i.test(input) })
  let unfinishedFrom = 0
  const finishTag = (end: number): void => {
    unfinishedFrom = end + 1
  }
  const ignore = (): void => {}

  const callbacks: TokenizerCallbacks = {
    ontext: (start, end) => {
      unfinishedFrom = end
      collector.addText(input.slice(start, end))
    },
    onopentagname: (start, end) => collector.open(input.slice(start, end).toLowerCase()),
    onopentagend: finishTag,
    onselfclosingtag: finishTag,
    onclosetag: (start, end) => {
      collector.close(input.slice(start, end).toLowerCase())
      finishTag(end)
    },
    oncomment: (_start, end) => finishTag(end),
    ondeclaration: (_start, end) => finishTag(end),
    onattribdata: ignore,
    onattribentity: ignore,
    onattribend: ignore,
    onattribname: ignore,
    ontextentity: ignore,
    oncdata: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  }
  // entities are decoded here: where the tokenizer does it, it looks at every letter of a text
  const tokenizer = new Tokenizer({ decodeEntities: false }, callbacks)
  tokenizer.write(input)
  tokenizer.end()

  const rest = input.slice(unfinishedFrom)
  if (isLooseLessThan(rest)) collector.addWords(rest)
  const said = collector.finish()
  return said === '' && BARE_TAG.test(rest) ? rest.trim() : said
}

/** Nothing but "<a" or "<!DOCTYPE ~": whoever writes that writes of HTML. */
const BARE_TAG = /^<[!/]?[a-z]{1,10}(?:\s[^\s<>="']{0,20})?\s*$/i

/** Some systems wrap a description into CDATA twice; HTML would read the inner mark as a comment and lose the text. */
function withoutCdataMarks(html: string): string {
  return html.includes('<![CDATA[') ? html.replaceAll('<![CDATA[', '').replaceAll(']]>', '') : html
}

/**
 * HTML without frames, whose words are for readers that show none, as we do; and without scripts and the like that a slash closes and
 * nothing else does. Programs for XML write them so, and to HTML all that follows would be inside.
 */
function withoutFrames(html: string): string {
  if (!/<(?:iframe|script|style|template|no(?:script|frames|embed))/i.test(html)) return html
  const ended = new Set(
    Array.from(html.matchAll(END_OF_UNREAD), ([, name = '']) => name.toLowerCase()),
  )
  return html
    .replace(/<\/?iframe(?=[\s/>])[^<>]{0,2000}>/gi, '')
    .replace(CLOSED_BY_SLASH, (tag: string, name: string) =>
      ended.has(name.toLowerCase()) ? tag : '',
    )
}

const END_OF_UNREAD = /<\/(script|style|template|noscript|noframes|noembed)/gi
const CLOSED_BY_SLASH =
  /<(script|style|template|noscript|noframes|noembed)(?=[\s/])[^<>]{0,2000}\/>/gi

/**
 * Whether what the tokenizer took for an unfinished tag is text: "if x<y then …" goes on to the end without
 * a `>`. An unfinished tag of HTML is a teaser cut inside its markup, and no text.
 */
function isLooseLessThan(rest: string): boolean {
  const name = /^<\/?([A-Za-z][^\s/>]*)/.exec(rest)?.[1]
  return name !== undefined && !isHtmlElement(name.toLowerCase())
}
