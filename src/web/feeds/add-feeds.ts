import { feedIdOf } from '../../core/ids.ts'
import { type Timestamp, timestampOf } from '../../core/time.ts'
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
    const before = readInstant(context.req.query('before'))
    const view = await feeds.find(feedIdOf(context.req.param('id')), before)
    return view === null
      ? await context.notFound()
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

/** null for what is no instant. */
function readInstant(text: string | undefined): Timestamp | null {
  const ms = Date.parse(text ?? '')
  return Number.isNaN(ms) ? null : timestampOf(ms)
}
