import { html } from './html.ts'
import type { RenderedAlert } from './render-alert.ts'
import { UNSUBSCRIBE_MARK } from './render-alert-html.ts'

/**
 * Puts the way out into the footer. An alert is rendered once for all its addresses, but each address has a link of its
 * own, so the link comes in when the message is made.
 */

export function addUnsubscribeLink(alert: RenderedAlert, url: string): RenderedAlert {
  const link = html`<p style="margin:0"><a class="link" href="${url}" style="color:#174f94;text-decoration:underline">Unsubscribe</a></p>`
  return {
    ...alert,
    text: `${alert.text.trimEnd()}\n\nUnsubscribe:\n${url}\n`,
    html: alert.html.replace(UNSUBSCRIBE_MARK.markup, () => link.markup),
  }
}
