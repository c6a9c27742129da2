import type { Mailbox } from '../core/alert/mailbox.ts'
import type { SendResult } from '../core/alert/send-result.ts'

/** 553: mailbox name not allowed (RFC 5321). */
const NOT_ALLOWED = 553

/** What can stand in an SMTP command and a header as it is: no space, line break, bracket, comma or quotation mark. */
const PLAIN_ADDRESS = /^[^\s\p{Cc}<>()[\],;:"\\@]+@[^\s\p{Cc}<>(),;"\\@]+$/u

/**
 * The configuration lets only plain addresses in; should another come this far, it is refused for good here instead of
 * being sent to whatever a server or a parser makes of it.
 */
export function refuseBadAddress({ address }: Mailbox): SendResult | null {
  return PLAIN_ADDRESS.test(address)
    ? null
    : {
        kind: 'refused',
        isPermanent: true,
        code: NOT_ALLOWED,
        response: `not sent: ${JSON.stringify(address)} is not a plain e-mail address`,
      }
}
