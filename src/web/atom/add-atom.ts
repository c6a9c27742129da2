import { etag } from 'hono/etag'
import { ruleIdOf, subscriptionIdOf } from '../../core/ids.ts'
import { msOf } from '../../core/time.ts'
import type { MatchFilter } from '../../store/match-pages.ts'
import type { WebApp, WebContext } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'
import { type AtomPlace, makeAtomFeed } from './make-atom-feed.ts'
import { renderAtom } from './render-atom.ts'

type Views = Pick<WebViews, 'rules' | 'matches' | 'site' | 'configuration'>

const NEWEST = 100

/** Matches of a rule, or of a subscription, for readers of feeds. */
export function addAtom(app: WebApp, views: Views): void {
  app.use('/atom/*', etag())
  app.get('/atom/rules/:id', async (context) => {
    const rule = views.rules.find(context.req.param('id'))
    if (rule === null) return context.text('There is no such rule.\n', 404)
    const place = { path: `rules/${rule.id}`, title: rule.title, page: `/rules/${rule.id}` }
    return await answer(context, views, place, { ruleId: ruleIdOf(rule.id), subscriptionId: null })
  })
  app.get('/atom/subscriptions/:id', async (context) => {
    const id = context.req.param('id')
    const subscription = views.matches.subscriptions().find((each) => each.id === id)
    if (subscription === undefined) return context.text('There is no such subscription.\n', 404)
    const place = { path: `subscriptions/${id}`, title: `Alerts for ${id}`, page: '/alerts' }
    return await answer(context, views, place, {
      ruleId: null,
      subscriptionId: subscriptionIdOf(id),
    })
  })
}

async function answer(
  context: WebContext,
  { matches, site, configuration }: Views,
  what: Pick<AtomPlace, 'path' | 'title' | 'page'>,
  filter: Pick<MatchFilter, 'ruleId' | 'subscriptionId'>,
): Promise<Response> {
  const rest = { storyId: null, since: null, beforeId: null, which: 'told', limit: NEWEST } as const
  const { matches: found } = await matches.list({ ...filter, ...rest })
  const base = site().publicUrl ?? new URL(context.req.url).origin
  const since = configuration().appliedAt
  const feed = makeAtomFeed({ ...what, base, installation: matches.installation, since }, found)
  return context.body(renderAtom(feed), 200, {
    'content-type': 'application/atom+xml; charset=utf-8',
    'cache-control': 'private, no-cache', // may be kept, and is asked for each time
    'last-modified': new Date(msOf(feed.updated)).toUTCString(),
  })
}
