import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Log } from '../observe/log.ts'
import { withLogFields } from '../observe/with-log-fields.ts'
import type { WebContext, WebEnv } from './web-app.ts'

const HEADER = 'x-request-id'

/** What a proxy gave is kept when it can do no harm in a log or a page. */
const HARMLESS = /^[A-Za-z0-9][A-Za-z0-9_-]{3,63}$/

/**
 * Gives each request a name, by which what a person saw is found in the log: the answer bears it, an error page shows it, and
 * every line that the request causes carries it. The line of a request itself tells the pattern of its address alone, because
 * what stands in its place may be a key (unsubscribe links) or what somebody looks for.
 */
export function nameRequest(log: Log): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const given = context.req.header(HEADER) ?? ''
    const id = HARMLESS.test(given) ? given : randomBytes(6).toString('hex')
    context.set('requestId', id)
    context.header(HEADER, id)
    const startedAt = performance.now()
    await withLogFields({ request: id }, async () => {
      await next()
      const ms = Math.round(performance.now() - startedAt)
      const { status } = context.res
      log.debug({ method: context.req.method, route: routeOf(context), status, ms }, 'answered')
    })
  }
}

/** The pattern of the address that was asked for; `none` where there is none such. */
export function routeOf(context: WebContext): string {
  const route = matchedRoutes(context).findLast(({ method }) => method !== 'ALL')
  return route?.path ?? 'none'
}
