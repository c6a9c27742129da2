import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import type { Site } from '../web-views.ts'
import { isLoopback } from './access.ts'
import { hostnameOf, isForwarded } from './is-through-proxy.ts'

/**
 * Who may read the metrics. `loopback` means programs on this machine by the address of their connection; what a proxy here
 * hands on for others, or a web page under another name in a browser here (DNS rebinding), is none of them.
 */
export function guardMetrics(site: () => Site): MiddlewareHandler {
  return async (context, next) => {
    if (site().metrics === 'everyone' || isFromHere(context)) return await next()
    return context.text(
      'Metrics are for programs on this machine alone (web.metrics: loopback).\n',
      403,
    )
  }
}

function isFromHere(context: Context): boolean {
  const { address = '' } = getConnInfo(context).remote
  const hostname = hostnameOf(context.req.header('host'))
  return (
    isLoopback(address.replace(/^::ffff:/i, '')) &&
    isLoopback(hostname.replace(/^\[(.*)\]$/, '$1')) &&
    !isForwarded(context)
  )
}
