import type { WebApp, WebContext } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'
import { overviewPage } from './overview-page.ts'

/** Health at a glance. Returns what shows it. */
export function addOverview(
  app: WebApp,
  { overview }: Pick<WebViews, 'overview'>,
): (context: WebContext) => Promise<Response> {
  const show = async (context: WebContext): Promise<Response> =>
    await context.html(overviewPage(await overview(), context.var.frame))
  app.get('/overview', show)
  return show
}
