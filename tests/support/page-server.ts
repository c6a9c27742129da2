import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Page = {
  readonly body: string
  readonly type?: string
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer that is told by its status and headers alone. */
export function emptyPage(status: number, headers: Page['headers'] = {}): Page {
  return { body: '', status, headers }
}

export type SeenRequest = {
  readonly path: string
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly status: number
}

/** A real HTTP server on loopback whose pages a test can change. It answers conditional requests by ETag. */
export type PageServer = {
  readonly url: string
  readonly requests: SeenRequest[]
  /** Puts a page under a path; a function answers by itself (or never). */
  readonly set: (path: string, page: Page | ((response: ServerResponse) => void)) => void
  readonly remove: (path: string) => void
}

/** One that lives as long as the test. */
export async function startPageServer(): Promise<PageServer> {
  const { close, ...server } = await openPageServer()
  onTestFinished(close)
  return server
}

/** One that whoever opened it closes. */
export async function openPageServer(): Promise<
  PageServer & { readonly close: () => Promise<void> }
> {
  const pages = new Map<string, Page | ((response: ServerResponse) => void)>()
  const requests: SeenRequest[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const page = pages.get(path)
    const answer = (status: number, headers: Record<string, string>, body = ''): void => {
      requests.push({ path, method: request.method ?? '', headers: request.headers, status })
      response.writeHead(status, headers).end(body)
    }
    if (typeof page === 'function') {
      requests.push({ path, method: request.method ?? '', headers: request.headers, status: 0 })
      page(response)
      return
    }
    if (page === undefined) {
      answer(404, { 'content-type': 'text/plain' }, 'nothing here')
      return
    }
    const etag = `"${createHash('sha1').update(page.body).digest('hex')}"`
    if (request.headers['if-none-match'] === etag) {
      answer(304, { etag })
      return
    }
    const type = page.type ?? 'application/xml; charset=utf-8'
    answer(page.status ?? 200, { 'content-type': type, etag, ...page.headers }, page.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    close: async (): Promise<void> => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    set: (path, page) => pages.set(path, page),
    remove: (path) => pages.delete(path),
  }
}
