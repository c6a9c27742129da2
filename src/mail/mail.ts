import type { Mailbox } from '../core/alert/mailbox.ts'
import type { SendResult } from '../core/alert/send-result.ts'
import type { Timestamp } from '../core/time.ts'

/** What hands e-mails over: to a server, or to the outbox folder. */
export interface Mail {
  /** Never rejects for what the world does. Aborting ends the attempt; the result says whether it may have left. */
  send(message: OutgoingMessage, signal?: AbortSignal): Promise<SendResult>
  /** Whether a message would be taken now: connects and logs in, or tries the folder; and tries the DKIM key. */
  verify(): Promise<VerifyResult>
  /** Ends attempts that have not begun, waits for those that have, and closes the connections. */
  close(): Promise<void>
}

export type VerifyResult =
  | { readonly kind: 'ok' }
  | { readonly kind: 'failed'; readonly message: string }

/** One e-mail to one address. The same values make the same bytes, so that a repeat can be told as one. */
export type OutgoingMessage = {
  /** With angle brackets: `<a1b2@example.org>`. */
  readonly messageId: string
  readonly date: Timestamp
  /** Seed of the MIME boundary: any text, the same at each attempt. */
  readonly boundary: string
  readonly to: Mailbox
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Further headers as plain text: List-Id, Auto-Submitted, List-Unsubscribe … */
  readonly headers: Readonly<Record<string, string>>
  /** Message-IDs of what it follows, with angle brackets, oldest first; empty for most. */
  readonly thread: readonly string[]
}

export type MailOptions = {
  readonly from: Mailbox
  /** smtp:// or smtps:// URL, see core/alert/smtp-url.ts; null writes into `outboxDir`. */
  readonly smtp: string | null
  /** Absolute folder. */
  readonly outboxDir: string
  readonly dkim: DkimOptions | null
}

export type DkimOptions = {
  readonly domain: string
  readonly selector: string
  /** RSA private key as PEM. */
  readonly key: string
}
