import { createHash } from 'node:crypto'
import type { DKIMOptions, SendMailOptions } from 'nodemailer'
import { clipLine } from '../core/alert/foreign-text.ts'
import type { Mailbox } from '../core/alert/mailbox.ts'
import { msOf } from '../core/time.ts'
import { literalName, literalText } from './literal-words.ts'
import type { DkimOptions, OutgoingMessage } from './mail.ts'

/**
 * From our message to nodemailer's. Whatever is random or taken from the clock there is given here, so that a second
 * attempt makes the same bytes; addresses are objects and the envelope is explicit, because strings would be parsed
 * again and a comma in a name could add a recipient.
 */
export function composeMessage(message: OutgoingMessage, from: Mailbox): SendMailOptions {
  return {
    messageId: oneLine(message.messageId),
    date: new Date(msOf(message.date)),
    baseBoundary: boundaryOf(message.boundary),
    from: { name: nameOf(from), address: from.address },
    to: [{ name: nameOf(message.to), address: message.to.address }],
    envelope: { from: from.address, to: [message.to.address] },
    subject: literalText(oneLine(message.subject)),
    text: message.text,
    html: message.html,
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, literalText(oneLine(value))]),
    ),
    ...threadOf(message),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** What a reply says of itself (RFC 5322, 3.6.4): the latest message, and all of them. */
function threadOf({ thread }: OutgoingMessage): Pick<SendMailOptions, 'inReplyTo' | 'references'> {
  const latest = thread.at(-1)
  return latest === undefined ? {} : { inReplyTo: latest, references: [...thread] }
}

/** A line of a message may have 998 bytes (RFC 5322), and nodemailer does not break a word of ASCII. */
const MAX_NAME_LENGTH = 200

function nameOf({ name }: Mailbox): string {
  return literalName(clipLine(oneLine(name), MAX_NAME_LENGTH))
}

/**
 * From, To, Subject and Date, what the body is made of, and what a list says of itself: RFC 8058 wants both unsubscribe
 * headers signed, and nodemailer's own list lacks the second.
 */
const SIGNED_HEADERS = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'In-Reply-To',
  'References',
  'Auto-Submitted',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
].join(':')

export function dkimSettings(dkim: DkimOptions | null): { readonly dkim?: DKIMOptions } {
  if (dkim === null) {
    return {}
  }
  return {
    dkim: {
      domainName: dkim.domain,
      keySelector: dkim.selector,
      privateKey: dkim.key,
      headerFieldNames: SIGNED_HEADERS,
    },
  }
}

/** Hashed, because a boundary may have 70 characters at most (RFC 2046) and not every character. */
function boundaryOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 24)
}

/** Without line breaks and control characters, so that no header can end early. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
