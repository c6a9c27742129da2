import type { MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import { barePage, type Markup, messagePage } from '../pages/bare-page.ts'
import type { WebContext, WebEnv } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'
import { decideAccess, isLoopback } from './access.ts'
import { findBasicPassword } from './find-basic-password.ts'
import { findNextPath, loginPathFor } from './find-next-path.ts'
import { hostnameOf } from './is-through-proxy.ts'
import type { PasswordCheck } from './password-check.ts'
import type { Session, Sessions } from './sessions.ts'

export type Guarding = {
  /** The one that is listened on, without brackets. */
  readonly host: string
  readonly sessions: Sessions
  readonly passwords: PasswordCheck
}

/** Style and script, which tell nothing and which the login page needs; and that page itself. */
const OPEN_PATHS = /^\/(?:assets\/[^/]*|login)$/

/** What programs read: they say who they are with each request and understand no login page. */
const PROGRAM_PATHS = /^\/(?:api|atom)\//

/**
 * Lets through who may see the pages, and gives each request its frame. On a loopback address the Host header must be one of
 * ours, because a web site in the administrator's browser can let its own name point to 127.0.0.1 (DNS rebinding).
 */
export function guardPages(
  { host, sessions, passwords }: Guarding,
  views: Pick<WebViews, 'site' | 'configuration'>,
): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const site = views.site()
    const access = decideAccess(host, site)
    if (access === 'none') {
      return context.text(
        site.isOn
          ? 'The pages are off: this address is open to others and web.password is not set.\n'
          : 'The pages are off (web: false).\n',
        403,
      )
    }
    if (isLoopback(host) && !isOwnHost(context, host, site.publicUrl)) {
      return context.text('This name is not ours. Behind a proxy, set web.publicUrl.\n', 421)
    }
    if (OPEN_PATHS.test(context.req.path)) return await next()

    const isProgram = PROGRAM_PATHS.test(context.req.path)
    let session = await sessions.find(context)
    if (session === null && isVisitFromElsewhere(context))
      return await context.html(comeBack(context))
    if (session === null && site.password !== null) {
      if (!isProgram) return await askToLogIn(context)
      const refusal = letProgramIn(context, passwords, site.password)
      if (refusal !== null) return refusal
    } else if (session === null && !isProgram && isRead(context)) {
      session = await sessions.begin(context)
    }
    context.set('frame', {
      timezone: site.timezone,
      hasMailbox: site.hasMailbox,
      hasLogin: site.password !== null,
      csrfToken: tokenOf(sessions, session),
      refusedSince: views.configuration().refused?.since ?? null,
    })
    return await next()
  }
}

function tokenOf(sessions: Sessions, session: Session | null): string {
  return session === null ? '' : sessions.csrfTokenOf(session)
}

function isOwnHost(context: WebContext, host: string, publicUrl: string | null): boolean {
  const own = ['localhost', '127.0.0.1', '[::1]', host]
  if (publicUrl !== null) own.push(new URL(publicUrl).hostname)
  return own.includes(hostnameOf(context.req.header('host')))
}

function isRead(context: WebContext): boolean {
  return context.req.method === 'GET' || context.req.method === 'HEAD'
}

/** A link in an e-mail or on another site was followed: strict cookies stay at home then. */
function isVisitFromElsewhere(context: WebContext): boolean {
  return (
    isRead(context) &&
    context.req.header('sec-fetch-mode') === 'navigate' &&
    /^(cross-site|same-site)$/.test(context.req.header('sec-fetch-site') ?? '')
  )
}

/** Goes on by a page of ours, so that the browser brings the cookie along that it may have. */
function comeBack(context: WebContext): Markup {
  const path = loginPathFor(pathOf(context))
  return barePage(
    {
      title: 'One moment',
      assets: '/assets/',
      head: html`<meta http-equiv="refresh" content="0;url=${path}">`,
    },
    html`<p><a href="${path}">Go on</a></p>`,
  )
}

async function askToLogIn(context: WebContext): Promise<Response> {
  if (isRead(context)) return context.redirect(loginPathFor(pathOf(context)), 303)
  return await context.html(
    messagePage(
      'Your session has ended',
      html`<p>Nothing was changed. Please <a href="/login">log in</a>, go to the page again and repeat what you did.</p>`,
    ),
    403,
  )
}

function pathOf(context: WebContext): string {
  const { search } = new URL(context.req.url)
  return findNextPath(`${context.req.path}${search}`)
}

/** Null when the password is right. */
function letProgramIn(
  context: WebContext,
  passwords: PasswordCheck,
  password: string,
): Response | null {
  const given = isRead(context) ? findBasicPassword(context.req.header('authorization')) : null
  const result = given === null ? null : passwords.try(context, given, password)
  if (result?.kind === 'right') return null
  if (result?.kind === 'wait') {
    return context.text('Too many wrong passwords came from there.\n', 429, {
      'retry-after': `${result.seconds}`,
    })
  }
  // a script on a page of ours gets no box of the browser that asks for the password
  const isScript = /^(cors|same-origin)$/.test(context.req.header('sec-fetch-mode') ?? '')
  return context.text(
    'The password, please: by HTTP Basic, with any user name.\n',
    401,
    isScript ? {} : { 'www-authenticate': 'Basic realm="Policywatch", charset="UTF-8"' },
  )
}
