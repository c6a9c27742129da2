import type { Mail, OutgoingMessage } from '../../../src/mail/mail.ts'

/** A mail server that takes everything and keeps a note of it. */
export class MadeUpMail implements Mail {
  readonly messages: Pick<OutgoingMessage, 'messageId' | 'subject' | 'to' | 'date'>[] = []

  async send({ messageId, subject, to, date }: OutgoingMessage): ReturnType<Mail['send']> {
    this.messages.push({ messageId, subject, to, date })
    return { kind: 'accepted', response: '250 taken' }
  }

  async verify(): ReturnType<Mail['verify']> {
    return { kind: 'ok' }
  }

  async close(): Promise<void> {}
}
