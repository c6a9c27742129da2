import { html } from 'hono/html'
import { feedIdOf } from '../../core/ids.ts'
import { type Timestamp, timestampOf } from '../../core/time.ts'
import { type Markup, messagePage } from '../pages/bare-page.ts'
import { HEALTH_WORDS } from '../pages/state-tag.ts'
import type { WebApp, WebContext } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'
import { feedPage } from './feed-page.ts'
import { type FeedFilter, feedsPage } from './feeds-page.ts'

/** The feeds: how they are, and everything about each. */
export function addFeeds(app: WebApp, { feeds }: Pick<WebViews, 'feeds'>): void {
  app.get('/feeds', async (context) =>
    context.html(feedsPage(await feeds.list(), readFilter(context), context.var.frame)),
  )
  app.get('/feeds/:id', async (context) => {
    const id = context.req.param('id')
    const before = readInstant(context.req.query('before'))
    const view = await feeds.find(feedIdOf(id), before)
    return view === null
      ? await context.html(messagePage('No feed of this name is watched', unwatched(id)), 404)
      : await context.html(feedPage(view, before === null, context.var.frame))
  })
}

function readFilter(context: WebContext): FeedFilter {
  const { state = '', tag = '' } = context.req.query()
  const isKnown = state === 'problem' || Object.hasOwn(HEALTH_WORDS, state)
  return {
    state: isKnown ? (state as FeedFilter['state']) : null, // as just seen
    tag: tag === '' ? null : tag,
  }
}

/** Its items stay when a feed is taken out of the configuration, and so do the links to it. */
function unwatched(id: string): Markup {
  return html`<p>config.yaml names no feed <code>${id}</code>. If it once did, what came from there is <a href="/stories?feed=${encodeURIComponent(id)}">among the stories</a>.</p>`
}

/** null for what is no instant. */
function readInstant(text: string | undefined): Timestamp | null {
  const ms = Date.parse(text ?? '')
  return Number.isNaN(ms) ? null : timestampOf(ms)
}
