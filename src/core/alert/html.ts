/**
 * Markup that is escaped by default. A plain string put into the template becomes text, whatever it holds; only what
 * `html` itself made is taken as markup, so that a title from a feed can never become any.
 */

export type Html = { readonly markup: string }

export type HtmlValue = string | number | Html | readonly Html[]

/** Tagged template: html`<p title="${any}">${any}</p>`. Attribute values must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const markup = strings.reduce(
    (all, string, index) => all + markupOf(values[index - 1] ?? '') + string,
  )
  return { markup }
}

/** Nothing, where a part is left out. */
export const NO_HTML: Html = { markup: '' }

function markupOf(value: HtmlValue): string {
  if (typeof value === 'string' || typeof value === 'number') {
    return escapeHtml(String(value))
  }
  return 'markup' in value ? value.markup : value.map((each) => each.markup).join('')
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
