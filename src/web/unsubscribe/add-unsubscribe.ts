import type { Context } from 'hono'
import type { Log } from '../../observe/log.ts'
import type { Unsubscribing } from '../../pipeline/unsubscribe.ts'
import { readAsset } from '../read-asset.ts'
import type { WebApp } from '../web-app.ts'
import type { UnsubscribeDesk } from '../web-views.ts'
import { readWish } from './read-wish.ts'
import { failurePage, unknownLinkPage, unsubscribePage } from './unsubscribe-page.ts'

/** When it is worth trying again after the database could not be written. */
const RETRY_AFTER_SECONDS = 60

/**
 * The pages behind unsubscribe links. The token in the address is all the authority there is: they are open to everybody
 * who has one, on any address and under any name, without password or cookie. A GET changes nothing, because what looks
 * for viruses opens every link; a POST acts, and answers itself instead of leading elsewhere (RFC 8058).
 */
export function addUnsubscribe(app: WebApp, desk: UnsubscribeDesk, log: Log): void {
  const answer = async (
    context: Context,
    work: (token: string) => Promise<Unsubscribing | null>,
    hasActed: boolean,
  ): Promise<Response> => {
    context.header('x-robots-tag', 'noindex')
    context.header('referrer-policy', 'no-referrer') // its address is a key
    try {
      const found = await work(context.req.param('token') ?? '')
      if (found === null) return await context.html(unknownLinkPage(), 404)
      return await context.html(unsubscribePage(found, hasActed))
    } catch (error) {
      log.error({ error }, 'an unsubscribe link could not be served') // its address is a key, and no matter for the log
      context.header('retry-after', `${RETRY_AFTER_SECONDS}`)
      return await context.html(failurePage(hasActed), 503)
    }
  }
  // beside the links, so that a proxy that puts a folder before all addresses changes nothing
  for (const name of ['style.css', 'icon.svg'] as const) {
    const asset = readAsset(name)
    for (const folder of ['/unsubscribe', '/unsubscribe/:token']) {
      app.get(`${folder}/${name}`, (context) => context.body(asset.content, 200, asset.headers))
    }
  }
  // some programs and proxies put a slash behind a link
  for (const path of ['/unsubscribe/:token', '/unsubscribe/:token/']) {
    app.get(path, async (context) => await answer(context, desk.find, false))
    app.post(path, async (context) => {
      const wish = await readWish(context.req.raw)
      return wish === null
        ? context.text('That is more than a wish to unsubscribe has to say.\n', 413)
        : await answer(context, async (token) => await desk.record(token, wish), true)
    })
  }
}
