import { type Context, Hono } from 'hono'
import { getPath } from 'hono/utils/url'
import type { Log } from '../observe/log.ts'
import { type GuardOptions, guardPages } from './guard.ts'
import { guardMetrics } from './guard-metrics.ts'
import { createMailbox } from './mailbox/list-messages.ts'
import { readMessage } from './mailbox/read-message.ts'
import { mailboxPage } from './pages/mailbox-page.ts'
import { type MessageTab, messageFrame, messagePage } from './pages/message-page.ts'
import { overviewPage } from './pages/overview-page.ts'
import { ASSET_NAMES, readAsset } from './read-asset.ts'
import { refuseOtherMethods } from './refuse-other-methods.ts'
import { FRAME_POLICY, securityHeaders } from './security-headers.ts'
import { addUnsubscribe } from './unsubscribe/add-unsubscribe.ts'
import type { WebViews } from './web-views.ts'

export type AppOptions = GuardOptions & {
  /** Who may read /metrics, with or without a password for the pages. */
  readonly metrics: 'loopback' | 'everyone'
  readonly timezone: string
  /** Folder of .eml files that are shown as a mailbox; null when a mail server is configured. */
  readonly outboxDir: string | null
  /** What stands under `/`. */
  readonly home: 'overview' | 'mailbox'
}

/** The pages as a function of a request; `startWeb` puts it behind a port. */
export function createApp(options: AppOptions, views: WebViews, log: Log): Hono {
  const app = new Hono({ getPath: pathBelow(options.publicUrl) })
  app.get('/healthz', (context) => context.text('ok\n'))
  app.use(securityHeaders)
  addMetrics(app, options.metrics, views)
  addUnsubscribe(app, views.unsubscribe, log)
  refuseOtherMethods(app) // of what is there without the pages
  app.use(guardPages(options))
  addAssets(app)

  const showOverview = async (context: Context): Promise<Response> =>
    context.html(
      overviewPage(await views.status(), {
        timezone: options.timezone,
        hasMailbox: options.outboxDir !== null,
      }),
    )
  app.get('/overview', showOverview)
  const { outboxDir } = options
  if (outboxDir === null || options.home === 'overview') app.get('/', showOverview)
  if (outboxDir !== null) addMailbox(app, outboxDir, options)
  refuseOtherMethods(app)

  app.notFound((context) => context.text('There is no such page.\n', 404))
  app.onError((error, context) => {
    log.error({ error, path: context.req.path }, 'page failed')
    return context.text('Something went wrong; the log says what.\n', 500)
  })
  return app
}

/** A proxy that serves the pages in a folder may pass the folder on or not: with or without it, a path means the same. */
function pathBelow(publicUrl: string | null): (request: Request) => string {
  const folder = publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/$/, '')
  return (request) => {
    const path = getPath(request)
    return path.startsWith(`${folder}/`) ? path.slice(folder.length) : path
  }
}

function addMetrics(app: Hono, access: AppOptions['metrics'], { metrics }: WebViews): void {
  app.get('/metrics', guardMetrics(access), async (context) =>
    context.body(await metrics.render(), 200, { 'content-type': metrics.contentType }),
  )
}

function addAssets(app: Hono): void {
  for (const name of ASSET_NAMES) {
    const { content, headers } = readAsset(name)
    app.get(`/assets/${name}`, (context) => context.body(content, 200, headers))
  }
}

function addMailbox(app: Hono, outboxDir: string, options: AppOptions): void {
  const mailbox = createMailbox(outboxDir)
  const showMailbox = async (context: Context): Promise<Response> =>
    context.html(mailboxPage(await mailbox.list(), options.timezone))
  app.get('/mail', showMailbox)
  if (options.home === 'mailbox') app.get('/', showMailbox)

  const showMessage =
    (tab: MessageTab) =>
    async (context: Context): Promise<Response> => {
      const message = await readMessage(outboxDir, context.req.param('name') ?? '')
      return message === null
        ? context.notFound()
        : context.html(messagePage(message, tab, options.timezone))
    }
  app.get('/mail/:name', showMessage('html'))
  app.get('/mail/:name/text', showMessage('text'))
  app.get('/mail/:name/source', showMessage('source'))
  app.get('/mail/:name/html', async (context) => {
    const message = await readMessage(outboxDir, context.req.param('name'))
    const frame = message === null ? null : messageFrame(message)
    if (frame === null) return context.notFound()
    return context.html(frame, 200, { 'content-security-policy': FRAME_POLICY })
  })
}
