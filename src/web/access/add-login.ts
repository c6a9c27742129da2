import type { Log } from '../../observe/log.ts'
import type { WebApp, WebContext } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'
import { findNextPath } from './find-next-path.ts'
import type { Guarding } from './guard-pages.ts'
import { loginPage } from './login-page.ts'

/** The pages to log in and out by. Both work without script. */
export function addLogin(
  app: WebApp,
  { sessions, passwords }: Guarding,
  { site }: Pick<WebViews, 'site'>,
  log: Log,
): void {
  const isInside = async (context: WebContext): Promise<boolean> =>
    site().password === null || (await sessions.find(context)) !== null

  app.get('/login', async (context) => {
    const next = findNextPath(context.req.query('next'))
    if (await isInside(context)) return context.redirect(next, 303)
    const mayBeLoggedIn = context.req.header('sec-fetch-site') === undefined
    return await context.html(loginPage({ next, problem: null, mayBeLoggedIn }))
  })

  app.post('/login', async (context) => {
    const form = await context.req.parseBody()
    const next = findNextPath(textOf(form['next']))
    const { password } = site()
    if (password === null) return context.redirect(next, 303)
    const result = passwords.try(context, textOf(form['password']), password)
    if (result.kind === 'right') {
      await sessions.begin(context)
      log.info({}, 'somebody logged in to the web pages')
      return context.redirect(next, 303)
    }
    if (result.kind === 'wait') context.header('retry-after', `${result.seconds}`)
    const page = loginPage({ next, problem: result, mayBeLoggedIn: false })
    return await context.html(page, result.kind === 'wait' ? 429 : 403)
  })

  app.post('/logout', async (context) => {
    await sessions.end(context)
    return context.redirect('/login', 303)
  })
}

/** '' for what is no text: a file, or nothing. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
