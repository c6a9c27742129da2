import { html } from 'hono/html'
import type { Markup } from '../pages/bare-page.ts'
import { layout } from '../pages/layout.ts'
import type { PageFrame } from '../web-app.ts'
import type { RuleFile } from './rule-desk.ts'

const REFRESH_SECONDS = 2

/** A rule that stands in the file and is not in force: in a moment it is, or the page says at its top why not. */
export function notYetPage(id: string, { name, match }: RuleFile, frame: PageFrame): Markup {
  return layout(
    {
      title: id,
      section: 'rules',
      depth: 'beneath',
      refreshSeconds: REFRESH_SECONDS,
      scripts: [],
    },
    frame,
    html`<h1>${id}</h1>
<p class="empty" role="status">The rule stands in ${name} and is not in force yet. <a href="/rules/${id}">Look again</a></p>
<pre class="query"><code>${match ?? ''}</code></pre>`,
  )
}
