import { html } from './html.ts'
import type { RenderedAlert } from './render-alert.ts'
import { UNSUBSCRIBE_MARK } from './render-alert-html.ts'
import type { UnsubscribeWay } from './unsubscribe-way.ts'

/**
 * Puts the way out into the footer. An alert is rendered once for all its addresses, but each address has a link of its
 * own, so the link comes in when the message is made.
 */

export function addUnsubscribeLink(alert: RenderedAlert, way: UnsubscribeWay): RenderedAlert {
  const url = way.kind === 'link' ? way.url : way.mailto.url
  const link = html`<p style="margin:0"><a class="link" href="${url}" style="color:#174f94;text-decoration:underline">Unsubscribe</a></p>`
  return {
    ...alert,
    text: `${alert.text.trimEnd()}\n\n${textOf(way)}\n`,
    html: alert.html.replace(UNSUBSCRIBE_MARK.markup, () => link.markup),
  }
}

/** Not every program that shows plain text makes a link of mailto:, so that is said in words. */
function textOf(way: UnsubscribeWay): string {
  if (way.kind === 'link') return `Unsubscribe:\n${way.url}`
  const { address, subject } = way.mailto
  return `To unsubscribe, write to ${address} with the subject "${subject}".`
}
