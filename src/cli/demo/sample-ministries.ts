import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { escapeMarkup } from './escape-markup.ts'
import { MINISTRIES, type Ministry, type MinistryId, type Release } from './release.ts'
import { renderArticle } from './render-article.ts'
import { type PublishedRelease, renderFeed } from './render-feed.ts'

/**
 * A web server on 127.0.0.1 that plays the web sites of some ministries: a feed for each, and a page for each release.
 * It answers conditional requests as a good server does.
 */
export type SampleMinistries = {
  /** Without a final slash. */
  readonly url: string
  readonly feedUrl: (ministry: MinistryId) => string
  /** From now on the release stands in its ministry's feed. Returns the address of its page. */
  readonly publish: (release: Release, publishedAt: Date) => string
  readonly close: () => Promise<void>
}

/** Feeds show no more than this, as feeds do. */
const FEED_LENGTH = 20

type Page = { readonly contentType: string; readonly body: string }

/** Starts the server on a free port. */
export async function startSampleMinistries(): Promise<SampleMinistries> {
  const published: PublishedRelease[] = []
  const server = createServer((request, response) =>
    answer(request, response, findPage(request.url ?? '/', url, published)),
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    feedUrl: (ministry) => `${url}/${ministry}/feed.xml`,
    publish: (release, publishedAt): string => {
      const page = `${url}/${release.ministry}/news/${release.slug}`
      published.unshift({ release, url: page, publishedAt })
      return page
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function findPage(
  target: string,
  url: string,
  published: readonly PublishedRelease[],
): Page | null {
  const [path = '/'] = target.split('?')
  if (path === '/')
    return htmlPage(
      renderDirectory(
        'Sample ministries',
        MINISTRIES.map(({ id, title }) => [`/${id}/`, title]),
      ),
    )
  const [, id, kind, slug] = path.split('/')
  const ministry = MINISTRIES.find((known) => known.id === id)
  if (ministry === undefined) return null
  const own = published.filter(({ release }) => release.ministry === ministry.id)
  if (kind === 'feed.xml') return feedPage(ministry, url, own)
  if (kind === '')
    return htmlPage(
      renderDirectory(
        ministry.title,
        own.map((entry) => [entry.url, entry.release.title]),
      ),
    )
  const article = kind === 'news' ? own.find(({ release }) => release.slug === slug) : undefined
  return article === undefined ? null : htmlPage(renderArticle(ministry, article))
}

function feedPage(ministry: Ministry, url: string, own: readonly PublishedRelease[]): Page {
  return {
    contentType:
      ministry.format === 'rss'
        ? 'application/rss+xml; charset=utf-8'
        : 'application/atom+xml; charset=utf-8',
    body: renderFeed(ministry, `${url}/${ministry.id}/`, own.slice(0, FEED_LENGTH)),
  }
}

function htmlPage(body: string): Page {
  return { contentType: 'text/html; charset=utf-8', body }
}

function renderDirectory(title: string, entries: readonly (readonly [string, string])[]): string {
  const list = entries.map(
    ([href, text]) => `<li><a href="${escapeMarkup(href)}">${escapeMarkup(text)}</a></li>`,
  )
  return `<!doctype html>
<html><head><meta charset="utf-8"><title>${escapeMarkup(title)}</title></head>
<body><h1>${escapeMarkup(title)}</h1><ul>${list.join('')}</ul></body></html>
`
}

function answer(request: IncomingMessage, response: ServerResponse, page: Page | null): void {
  request.resume()
  if (page === null) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.\n')
    return
  }
  const etag = `"${createHash('sha256').update(page.body).digest('base64url').slice(0, 22)}"`
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end()
    return
  }
  response.writeHead(200, { 'content-type': page.contentType, etag })
  response.end(request.method === 'HEAD' ? undefined : page.body)
}
