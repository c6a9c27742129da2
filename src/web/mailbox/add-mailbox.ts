import { messageFrame } from '../pages/message-box.ts'
import { FRAME_POLICY } from '../security-headers.ts'
import type { WebApp, WebContext } from '../web-app.ts'
import type { WebViews } from '../web-views.ts'
import { createMailbox } from './list-messages.ts'
import { type MessageTab, mailPage } from './mail-page.ts'
import { mailboxPage } from './mailbox-page.ts'
import { readMessage } from './read-message.ts'

/** The outbox folder as a mailbox; there is none where a mail server is configured. Returns what shows the list. */
export function addMailbox(
  app: WebApp,
  { site }: Pick<WebViews, 'site'>,
  outboxDir: string,
): (context: WebContext) => Promise<Response> {
  const mailbox = createMailbox(outboxDir)
  const showMailbox = async (context: WebContext): Promise<Response> =>
    site().hasMailbox
      ? await context.html(mailboxPage(await mailbox.list(), context.var.frame))
      : await context.notFound()
  const read = async (name: string): ReturnType<typeof readMessage> =>
    site().hasMailbox ? await readMessage(outboxDir, name) : null

  const showMessage =
    (tab: MessageTab) =>
    async (context: WebContext): Promise<Response> => {
      const message = await read(context.req.param('name') ?? '')
      return message === null
        ? await context.notFound()
        : await context.html(mailPage(message, tab, context.var.frame))
    }
  app.get('/mail', showMailbox)
  app.get('/mail/:name', showMessage('html'))
  app.get('/mail/:name/text', showMessage('text'))
  app.get('/mail/:name/source', showMessage('source'))
  app.get('/mail/:name/html', async (context) => {
    const message = await read(context.req.param('name'))
    if (message === null || message.html === null) return await context.notFound()
    return await context.html(messageFrame(message.html), 200, {
      'content-security-policy': FRAME_POLICY,
    })
  })
  return showMailbox
}
