import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'

/**
 * Who may see the pages. On a loopback address the Host header must be one of ours, because a web site in the
 * administrator's browser can let its own name point to 127.0.0.1 (DNS rebinding). With a password the pages ask
 * for it. On any other address and without a password there are no pages.
 */
export type GuardOptions = {
  /** The configured host, without brackets. */
  readonly host: string
  readonly password: string | null
  /** Public address of the pages, behind a proxy. */
  readonly publicUrl: string | null
}

export type Access = 'open' | 'password' | 'none'

export function decideAccess({ host, password }: Pick<GuardOptions, 'host' | 'password'>): Access {
  if (password !== null) return 'password'
  return isLoopback(host) ? 'open' : 'none'
}

/** Whether a host, without brackets, is this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}

export function guardPages(options: GuardOptions): MiddlewareHandler {
  const access = decideAccess(options)
  const ownHosts = new Set(['localhost', '127.0.0.1', '[::1]', options.host])
  if (options.publicUrl !== null) ownHosts.add(new URL(options.publicUrl).hostname)
  return async (context, next) => {
    if (access === 'none') {
      return context.text(
        'The pages are off: this address is open to others and web.password is not set.\n',
        403,
      )
    }
    if (isLoopback(options.host) && !ownHosts.has(hostnameOf(context.req.header('host')))) {
      return context.text('This name is not ours. Behind a proxy, set web.publicUrl.\n', 421)
    }
    if (
      options.password !== null &&
      !isRightPassword(context.req.header('authorization'), options.password)
    ) {
      return context.text('The password, please.\n', 401, {
        'www-authenticate': 'Basic realm="Policywatch", charset="UTF-8"',
      })
    }
    return next()
  }
}

function hostnameOf(hostHeader: string | undefined): string {
  const url = URL.parse(`http://${hostHeader ?? ''}`)
  return url?.hostname ?? ''
}

/** HTTP basic authentication with any name. Hashes are compared, so that time tells neither length nor content. */
function isRightPassword(header: string | undefined, password: string): boolean {
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? []
  const [, given = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  return timingSafeEqual(sha256(given), sha256(password))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
