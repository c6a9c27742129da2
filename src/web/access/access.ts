import type { Site } from '../web-views.ts'

/**
 * Who may see the pages. On a loopback address they are open to this machine; with a password they ask for it; on any
 * other address and without a password there are none.
 */
export type Access = 'open' | 'password' | 'none'

/** `host` is the one that is listened on, without brackets. */
export function decideAccess(
  host: string,
  { isOn, password }: Pick<Site, 'isOn' | 'password'>,
): Access {
  if (!isOn) return 'none'
  if (password !== null) return 'password'
  return isLoopback(host) ? 'open' : 'none'
}

/** Whether a host, without brackets, is this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}
