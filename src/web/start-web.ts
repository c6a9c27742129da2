import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Log } from '../observe/log.ts'
import { decideAccess } from './access/access.ts'
import { type AppOptions, createApp } from './create-app.ts'
import type { WebViews } from './web-views.ts'

export type WebOptions = AppOptions & {
  /** 0 takes a free one. */
  readonly port: number
}

export type RunningWeb = {
  /** Where the pages are, with the port that was taken and a final slash. */
  readonly url: string
  /** Warns when nobody may see the pages by the settings in force; once, until somebody may. */
  readonly tellAccess: () => void
  /** Stops to listen and ends what is open. */
  readonly close: () => Promise<void>
}

/** The address cannot be listened on; the message says why, for people. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
}

/** Serves the pages. Rejects with a ListenError when the address cannot be listened on. */
export async function startWeb(
  options: WebOptions,
  views: WebViews,
  log: Log,
): Promise<RunningWeb> {
  const app = createApp(options, views, log)
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(explainListenError(error, options)),
    )
    server.listen(options.port, options.host, resolve)
  })
  server.on('error', (error) => log.error({ error }, 'web server failed'))
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}/`
  log.info({ url }, 'web pages open')
  let isShut = false
  return {
    url,
    tellAccess: (): void => {
      const wasShut = isShut
      isShut = decideAccess(options.host, views.site()) === 'none'
      if (!isShut || wasShut) return
      log.warn(
        { url },
        'only /healthz, /readyz, /metrics and /unsubscribe are served: web.listen is open to others and web.password is not set',
      )
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

function explainListenError(error: NodeJS.ErrnoException, { host, port }: WebOptions): ListenError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program has this port; choose another one, or 0 for a free one',
    EACCES: 'this port needs more rights; choose one above 1023',
    EADDRNOTAVAIL: 'this machine has no such address',
    ENOTFOUND: 'there is no host of this name',
  }
  const reason = reasons[error.code ?? ''] ?? error.message
  return new ListenError(`cannot listen on ${host}:${port} (web.listen): ${reason}`, {
    cause: error,
  })
}
