import type { Context } from 'hono'

/** Headers by which a proxy says for whom it asks. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']

/** Whether a proxy says that it asks for somebody else. Only what is the stricter for it may rest on this: anybody can say so. */
export function isForwarded(context: Context): boolean {
  return FORWARDED.some((name) => context.req.header(name) !== undefined)
}

/** Whether a request was made to the public address: by its name, or by what the proxy adds when it changes the name. */
export function isThroughProxy(context: Context, publicUrl: string): boolean {
  return (
    hostnameOf(context.req.header('host')) === new URL(publicUrl).hostname || isForwarded(context)
  )
}

/** With brackets where it is an IPv6 address; '' when there is none. */
export function hostnameOf(hostHeader: string | undefined): string {
  return URL.parse(`http://${hostHeader ?? ''}`)?.hostname ?? ''
}
