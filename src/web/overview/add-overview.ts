import { overviewPage } from '../pages/overview-page.ts'
import type { WebApp, WebContext } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'

/** Health at a glance. Returns what shows it. */
export function addOverview(
  app: WebApp,
  { status }: Pick<WebViews, 'status'>,
): (context: WebContext) => Promise<Response> {
  const show = async (context: WebContext): Promise<Response> =>
    await context.html(overviewPage(await status(), context.var.frame))
  app.get('/overview', show)
  return show
}
