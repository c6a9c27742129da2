import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { rssOf, type SampleItem } from './feed-text.ts'

/** What a daemon in a container watches: one feed on loopback, and the configuration for it. */
const REACTORS: SampleItem = {
  guid: 'agency-1',
  title: 'Two countries agree on small modular reactors',
  link: 'https://agency.example/news/1',
  teaser: 'They signed a memorandum.',
}

export type ContainerWatch = {
  readonly feedPort: number
  readonly webPort: number
  /** Of a mail server on loopback; without one, mails become files. */
  readonly smtpPort?: number
  readonly match?: string
}

export function configOf({ feedPort, webPort, smtpPort, match }: ContainerWatch): string {
  const smtp = smtpPort === undefined ? '' : `, smtp: "smtp://127.0.0.1:${smtpPort}"`
  return `
feeds:
  agency:
    url: http://127.0.0.1:${feedPort}/rss
    allowPrivate: true
defaults: { startWith: everything }
rules:
  reactors: { match: ${match ?? 'small modular reactors'} }
subscriptions:
  desk: { to: [desk@example.org], rules: all }
mail: { from: alerts@example.org${smtp} }
web: { listen: "127.0.0.1:${webPort}" }
`
}

/** The port of a server on loopback that answers every request alike, as long as the test runs. */
export async function serveFeed(answer: RequestListener = answerFeed): Promise<number> {
  const server = createServer(answer)
  await listen(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port // it listens on a port, not on a pipe
}

function answerFeed(...[, response]: Parameters<RequestListener>): void {
  response.writeHead(200, { 'content-type': 'application/rss+xml' })
  response.end(rssOf('Agency', [REACTORS]))
}

async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
}
