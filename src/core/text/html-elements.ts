/** What the names of HTML elements mean for the text inside them. */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** Elements that begin and end a paragraph, table cells among them: a phrase never runs across their border. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = words(`
  address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset
  figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main
  menu nav ol optgroup option p plaintext pre search section select summary table tbody td textarea tfoot th
  thead title tr ul xmp`)

/** Elements whose content nobody reads. */
export const UNREAD_ELEMENTS: ReadonlySet<string> = words(
  'iframe noembed noframes noscript script style template',
)

/** Elements inside a line: their borders join what stands on either side. */
const INLINE_ELEMENTS: ReadonlySet<string> = words(`
  a abbr acronym applet area audio b base basefont bdi bdo bgsound big blink button canvas cite code command
  data datalist del dfn em embed font frame i img input ins isindex kbd keygen label link map mark marquee math
  menuitem meta meter multicol nextid nobr object output param picture progress q rb rp rt rtc ruby s samp slot
  small source spacer span strike strong sub sup svg time track tt u var video wbr`)

/** What texts of feeds are made of. None of these holds what is no markup (a script, a title), or changes how it is read. */
export const SIMPLE_ELEMENTS: ReadonlySet<string> = words(`
  a abbr article b blockquote br caption center cite code dd div dl dt em figcaption figure font h1 h2 h3 h4 h5
  h6 hr i img li mark ol p pre q s section small span strong sub sup table tbody td tfoot th thead time tr u ul`)

export function isHtmlElement(name: string): boolean {
  return (
    name === 'br' ||
    BLOCK_ELEMENTS.has(name) ||
    INLINE_ELEMENTS.has(name) ||
    UNREAD_ELEMENTS.has(name)
  )
}
