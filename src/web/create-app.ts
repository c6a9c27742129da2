import { Hono } from 'hono'
import { html } from 'hono/html'
import { getPath } from 'hono/utils/url'
import type { Log } from '../observe/log.ts'
import { addLogin } from './access/add-login.ts'
import { checkCsrf } from './access/check-csrf.ts'
import { guardMetrics } from './access/guard-metrics.ts'
import { type Guarding, guardPages } from './access/guard-pages.ts'
import { limitBody } from './access/limit-body.ts'
import { PasswordCheck } from './access/password-check.ts'
import { Sessions } from './access/sessions.ts'
import { addAlerts } from './alerts/add-alerts.ts'
import { addApi } from './api/add-api.ts'
import { addAtom } from './atom/add-atom.ts'
import { addConfiguration } from './configuration/add-configuration.ts'
import { addFeeds } from './feeds/add-feeds.ts'
import { addHealth } from './health/add-health.ts'
import { addMailbox } from './mailbox/add-mailbox.ts'
import { nameRequest, routeOf } from './name-request.ts'
import { addOverview } from './overview/add-overview.ts'
import { messagePage } from './pages/bare-page.ts'
import { ASSET_NAMES, readAsset } from './read-asset.ts'
import { refuseOtherMethods } from './refuse-other-methods.ts'
import { addRules } from './rules/add-rules.ts'
import { securityHeaders } from './security-headers.ts'
import { addStories } from './stories/add-stories.ts'
import { addUnsubscribe } from './unsubscribe/add-unsubscribe.ts'
import type { WebApp, WebEnv } from './web-app.ts'
import type { WebViews } from './web-views.ts'

/** What stays the same as long as the port is listened on; all else is asked of `views.site`. */
export type AppOptions = {
  /** The one that is listened on, without brackets. */
  readonly host: string
  /** Folder of .eml files, which is shown as a mailbox where no mail server is configured. */
  readonly outboxDir: string
  /** What stands under `/`. */
  readonly home: 'overview' | 'mailbox'
}

/** The pages as a function of a request; `startWeb` puts it behind a port. */
export function createApp(options: AppOptions, views: WebViews, log: Log): WebApp {
  const app = new Hono<WebEnv>({ getPath: pathBelow(views.site) })
  app.use(nameRequest(log))
  app.use(securityHeaders)
  addHealth(app, views)
  addMetrics(app, views)
  addUnsubscribe(app, views.unsubscribe, log)
  refuseOtherMethods(app) // of what is there without the pages

  const guarding: Guarding = {
    host: options.host,
    sessions: new Sessions(views),
    passwords: new PasswordCheck(views.now, log),
  }
  app.use(guardPages(guarding, views))
  app.use(limitBody)
  app.use(checkCsrf(views))
  addAssets(app)
  addLogin(app, guarding, views, log)
  const showOverview = addOverview(app, views)
  addFeeds(app, views)
  addAlerts(app, views)
  addConfiguration(app, views)
  addStories(app, views)
  addRules(app, views)
  addAtom(app, views)
  addApi(app, views, log)
  const showMailbox = addMailbox(app, views, options.outboxDir)
  app.get('/', async (context) =>
    options.home === 'mailbox' && views.site().hasMailbox
      ? await showMailbox(context)
      : await showOverview(context),
  )
  refuseOtherMethods(app)

  app.notFound((context) =>
    context.html(
      messagePage(
        'There is no such page',
        html`<p>The address may be mistyped, or what it showed is gone.</p>`,
      ),
      404,
    ),
  )
  app.onError((error, context) => {
    const { requestId } = context.var
    log.error({ error, request: requestId, route: routeOf(context) }, 'page failed')
    return context.html(
      messagePage(
        'Something went wrong',
        html`<p>The log says what, under <code>request ${requestId}</code>.</p>`,
      ),
      500,
    )
  })
  return app
}

/** A proxy that serves the pages in a folder may pass the folder on or not: with or without it, a path means the same. */
function pathBelow(site: WebViews['site']): (request: Request) => string {
  return (request) => {
    const { publicUrl } = site()
    const folder = publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/$/, '')
    const path = getPath(request)
    return path.startsWith(`${folder}/`) ? path.slice(folder.length) : path
  }
}

function addMetrics(app: WebApp, { metrics, site }: WebViews): void {
  app.get('/metrics', guardMetrics(site), async (context) =>
    context.body(await metrics.render(), 200, { 'content-type': metrics.contentType }),
  )
}

function addAssets(app: WebApp): void {
  for (const name of ASSET_NAMES) {
    const { content, headers } = readAsset(name)
    app.get(`/assets/${name}`, (context) => context.body(content, 200, headers))
  }
}
