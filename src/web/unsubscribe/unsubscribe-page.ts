import { html } from 'hono/html'
import type { Unsubscribing } from '../../pipeline/unsubscribe.ts'
import { barePage, type Markup } from '../pages/bare-page.ts'
import type { WISHES } from './read-wish.ts'

/**
 * Pages for whoever follows a link in an e-mail: they may see nothing else here, so there is no navigation. They work
 * without script, and name their style by a relative address.
 */

/** What is stopped, with a button for each thing that can be done about it. `hasActed`: it was just now. */
export function unsubscribePage(view: Unsubscribing, hasActed: boolean): Markup {
  const { address, subscription, stopped } = view
  switch (stopped) {
    case 'nothing':
      return frame(
        hasActed ? 'Subscribed again' : 'Unsubscribe',
        html`<p>Policywatch writes to <b>${address}</b> for the subscription <b>${subscription}</b>, as long as its configuration lists the address.</p>
${
  hasActed
    ? html``
    : html`<p class="note">Nothing has changed yet. Mail programs open links by themselves, so please press the button.</p>`
}
${buttons(button('subscription', `Stop ${subscription}`, true), stopEverything(address))}`,
      )
    case 'subscription':
      return frame(
        'Unsubscribed',
        html`<p role="status"><b>${address}</b> gets no more e-mails of the subscription <b>${subscription}</b>.</p>
<p class="note">One that is on its way right now may still arrive.</p>
${buttons(button('again', 'Subscribe again', false), stopEverything(address))}`,
      )
    case 'everything':
      return frame(
        'Unsubscribed',
        html`<p role="status"><b>${address}</b> gets no more alerts from this Policywatch, of any subscription.</p>
<p class="note">One that is on its way right now may still arrive.</p>
${buttons(button('again', 'Subscribe again', false))}`,
      )
  }
}

/** For an address that is cut off, mistyped or from elsewhere. */
export function unknownLinkPage(): Markup {
  return frame(
    'This link does not work',
    html`<p>It is incomplete, or it is not from this Policywatch, so nothing was changed.</p>
<p>Please open the link of a recent e-mail again. If that does not help, answer the e-mail and ask to be taken off.</p>`,
  )
}

export function failurePage(hasActed: boolean): Markup {
  return frame(
    hasActed ? 'Not done yet' : 'This page cannot be shown now',
    html`<p role="alert">${
      hasActed
        ? 'Your wish could not be stored, so it does not count yet.'
        : 'What is stored cannot be read at the moment.'
    }</p>
<p>Please try again in a few minutes. If that does not help, answer the e-mail and ask to be taken off.</p>`,
  )
}

function stopEverything(address: string): Markup {
  return button('everything', `Stop everything to ${address}`, false)
}

function buttons(...each: readonly Markup[]): Markup {
  return html`<form method="post" class="wishes">${each}</form>`
}

function button(wish: keyof typeof WISHES, words: string, isMain: boolean): Markup {
  return html`<button name="wish" value="${wish}"${isMain ? html` class="main"` : html``}>${words}</button>
`
}

function frame(title: string, body: Markup): Markup {
  return barePage({ title, assets: '', head: html`` }, body)
}
