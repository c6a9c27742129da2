import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import { isLoopback } from './guard.ts'

/** Headers by which a proxy says for whom it asks. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']

/**
 * Who may read the metrics. `loopback` means programs on this machine by the address of their connection; what a proxy here
 * hands on for others, or a web page under another name in a browser here (DNS rebinding), is none of them.
 */
export function guardMetrics(access: 'loopback' | 'everyone'): MiddlewareHandler {
  return async (context, next) => {
    if (access === 'everyone' || isFromHere(context)) return await next()
    return context.text(
      'Metrics are for programs on this machine alone (web.metrics: loopback).\n',
      403,
    )
  }
}

function isFromHere(context: Context): boolean {
  const { address = '' } = getConnInfo(context).remote
  const { hostname = '' } = URL.parse(`http://${context.req.header('host') ?? ''}`) ?? {}
  return (
    isLoopback(address.replace(/^::ffff:/i, '')) &&
    isLoopback(hostname.replace(/^\[(.*)\]$/, '$1')) &&
    FORWARDED.every((name) => context.req.header(name) === undefined)
  )
}
