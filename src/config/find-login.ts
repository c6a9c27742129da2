/** A password in an address, and how many characters before and behind it may be shown. */
export type Login = {
  readonly before: number
  readonly password: string
  readonly after: number
}

/** The login in a text, also in one that is no sound address because of it; null when there is none. */
export function findLogin(typed: string): Login | null {
  const url = URL.parse(typed.replace(/^["']|["']$/g, ''))
  if (url !== null && /^https?:$/.test(url.protocol) && url.password === '') return null
  const [, before = '', password = '', after = ''] =
    /^([^:@]*:(?:\/\/[^:@]*:)?)(.*)(@[^@]*)$/s.exec(typed) ?? []
  return after === '' ? null : { before: before.length, password, after: after.length }
}

/** Whether a colon in an address is followed by something else than a port: by a password whose @ is mistyped. */
export function mayLackAt(typed: string): boolean {
  return /\/\/[^\s:/@[\]]*:(?!\d{1,5}(?:[/?#"'\s]|$))/.test(typed)
}
