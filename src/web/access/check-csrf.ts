import type { MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import { matchedRoutes } from 'hono/route'
import { type Markup, messagePage } from '../pages/bare-page.ts'
import type { PageFrame, WebContext, WebEnv } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'
import { isSameOrigin } from './is-same-origin.ts'
import { isSameSecret } from './is-same-secret.ts'

/** Name of the field in forms; scripts send the header instead. */
const FIELD = 'csrf'
const HEADER = 'x-csrf-token'

/** Has no session to bind a token to, and needs the password instead. */
const WITHOUT_TOKEN: readonly string[] = ['/login']

/** What every form that is posted has in it. */
export function csrfField({ csrfToken }: Pick<PageFrame, 'csrfToken'>): Markup {
  return html`<input type="hidden" name="${FIELD}" value="${csrfToken}">`
}

/**
 * Whatever changes something must come from a page of ours, by what the browser says of it and by a token that only our
 * pages know. It stands before all routes; those that have no such method are left to answer so.
 */
export function checkCsrf({ site }: Pick<WebViews, 'site'>): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const { method } = context.req
    if (method === 'GET' || method === 'HEAD') return await next()
    if (!matchedRoutes(context).some((route) => route.method === method)) return await next()
    if (!isSameOrigin(context, site().publicUrl)) {
      return await context.html(
        messagePage(
          'Not from a page of ours',
          html`<p>Something else than a page of this Policywatch asked for this, so nothing was changed. Behind a proxy, set <code>web.publicUrl</code> to the address in your browser.</p>`,
        ),
        403,
      )
    }
    if (WITHOUT_TOKEN.includes(context.req.path) || (await hasToken(context))) return await next()
    return await context.html(
      messagePage(
        'This form is too old',
        html`<p>It belongs to a session that has ended, or your browser takes no cookies, so nothing was changed.</p>
<p>Please go back, reload the page and try again.</p>`,
      ),
      403,
    )
  }
}

async function hasToken(context: WebContext): Promise<boolean> {
  const { csrfToken } = context.var.frame
  const given = context.req.header(HEADER) ?? (await readField(context))
  return typeof given === 'string' && csrfToken !== '' && isSameSecret(given, csrfToken)
}

/** Null where the body is no form. */
async function readField(context: WebContext): Promise<unknown> {
  const form = await context.req.parseBody().catch(() => null) // rejects where it is not what its type says
  return form?.[FIELD] ?? null
}
