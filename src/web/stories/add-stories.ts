import { addMs, DAY_MS } from '../../core/time.ts'
import type { WebApp } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'
import { gonePage } from './gone-page.ts'
import { itemPage } from './item-page.ts'
import { storiesPage } from './stories-page.ts'
import { readPlace } from './story-desk.ts'
import { storyPage } from './story-page.ts'

const STORIES_ON_A_PAGE = 20

/** What came in: a search in the language of rules, stories with all their items, and why an item was told or not. */
export function addStories(app: WebApp, { stories, now }: Pick<WebViews, 'stories' | 'now'>): void {
  app.get('/stories', async (context) => {
    const asked = context.req.query()
    const days = readDays(asked['days'])
    const wish = {
      query: (asked['q'] ?? '').trim() === '' ? null : (asked['q'] ?? ''),
      feed: asked['feed'] === undefined || asked['feed'] === '' ? null : asked['feed'],
      since: days === null ? null : addMs(now(), -days * DAY_MS),
      before: readPlace(asked['before'] ?? ''),
      limit: STORIES_ON_A_PAGE,
    }
    const [answer, feeds] = [await stories.search(wish), await stories.feeds()]
    const status = answer.kind === 'refused' ? 400 : 200
    return context.html(storiesPage({ wish, days, answer, feeds }, context.var.frame), status)
  })

  app.get('/stories/:id{[0-9]+}', async (context) => {
    const story = await stories.find(Number(context.req.param('id')))
    if (story === null) return context.html(gonePage('story', stories.keptDays()), 404)
    return context.html(storyPage(story, context.var.frame))
  })

  app.get('/items/:id{[0-9]+}', async (context) => {
    const asked = context.req.query('rule') ?? ''
    const ruleId = asked === '' ? null : asked
    const explained = await stories.explain(Number(context.req.param('id')), ruleId)
    if (explained === null) return context.html(gonePage('item', stories.keptDays()), 404)
    return context.html(itemPage({ explained, ruleId }, context.var.frame))
  })
}

/** null: any time. */
function readDays(text: string | undefined): number | null {
  return /^[1-9]\d{0,3}$/.test(text ?? '') ? Number(text) : null
}
