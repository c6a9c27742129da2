import { html } from 'hono/html'
import { type Markup, messagePage } from '../pages/bare-page.ts'

/** Where an old e-mail leads whose story is no longer kept. */
export function gonePage(what: 'story' | 'item', keptDays: number): Markup {
  return messagePage(
    `There is no such ${what}`,
    html`<p>It may be no longer kept: stories go ${keptDays} days after they were last listed and told (<code>keep.items</code>).
The e-mail that led here still says what it said, and the source may still be there.</p>`,
  )
}
