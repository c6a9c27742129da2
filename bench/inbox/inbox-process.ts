/**
 * One feed and a mail server that notes when it took what for whom, in a process of their own. Started by inbox-world.ts, which
 * says what is asked and answered.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { SMTPServer } from 'smtp-server'
import { makeRelease } from '../stories/make-release.ts'
import type { InboxAnswer, InboxWish } from './inbox-world.ts'

const ITEMS = 30
const TEASER_CHARS = 850

let newest = ITEMS
const audiences = new Map<number, number>()
/** When the feed with the newest item was handed out first; null: not yet. */
let servedAt: number | null = null
let delaysMs: number[] = []

const feed = createServer((request, response) => {
  const etag = `"${newest}"`
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end()
    return
  }
  response.on('finish', () => {
    servedAt ??= performance.now()
  })
  response.writeHead(200, { etag, 'content-type': 'application/rss+xml' }).end(documentOf())
})

const mail = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  disableReverseLookup: true,
  onData: (stream, _session, done): void => {
    stream.resume()
    stream.once('end', () => {
      if (servedAt !== null) delaysMs.push(performance.now() - servedAt)
      done()
    })
  },
})
mail.on('error', () => {}) // a daemon that ends may reset its connections

process.on('message', (wish: InboxWish) => {
  if (wish.kind === 'publish') {
    newest += 1
    audiences.set(newest, wish.audience)
    servedAt = null
    delaysMs = []
  }
  answer({ kind: 'delays', delaysMs, isServed: servedAt !== null })
})
process.on('disconnect', () => process.exit()) // whoever started it is gone

await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', () => resolve()))
await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', () => resolve()))
const feedPort = (feed.address() as AddressInfo).port // both listen on a port, not on a pipe
const mailPort = (mail.server.address() as AddressInfo).port
answer({
  kind: 'open',
  feedUrl: `http://127.0.0.1:${feedPort}/feed`,
  smtpUrl: `smtp://127.0.0.1:${mailPort}`,
})

/** The first items are known to nobody's rules; what is published names those whom it is for. */
function documentOf(): string {
  const numbers = Array.from({ length: ITEMS }, (_, back) => newest - back)
  const items = numbers.map((number) => {
    const { title, text } = makeRelease(number)
    const audience = audiences.get(number)
    const headline = audience === undefined ? title : `For audience ${audience}: ${title}`
    return `<item><title>${headline}</title><link>http://127.0.0.1:${feedPort}/news/${number}</link>
<guid isPermaLink="false">${number}</guid><description>${text.slice(0, TEASER_CHARS)}</description></item>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Ministry</title><link>http://127.0.0.1/</link>
<description>News</description><language>en</language>
${items.join('\n')}
</channel></rss>`
}

function answer(message: InboxAnswer): void {
  process.send?.(message)
}
