import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

export type ReceivedMail = {
  readonly to: readonly string[]
  readonly source: string
  readonly mail: ParsedMail
}

/** What the server says to a message: its code and text, or nothing at all. */
export type Verdict = { readonly code: number; readonly message: string } | null

/** A real SMTP server on loopback that keeps every message it accepts. */
export type SmtpSink = {
  readonly url: string
  readonly port: number
  readonly received: ReceivedMail[]
  /** Asked for each message after it has come; null accepts. */
  answer: (to: readonly string[]) => Verdict
  /** Resolves when so many mails have come in all. */
  readonly waitFor: (count: number) => Promise<void>
}

export async function startSmtpSink(): Promise<SmtpSink> {
  const received: ReceivedMail[] = []
  const waiting: { readonly count: number; readonly resolve: () => void }[] = []
  const sink = {
    answer: (): Verdict => null,
  } as { answer: SmtpSink['answer'] }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address)
        const verdict = sink.answer(to)
        if (verdict !== null) {
          done(Object.assign(new Error(verdict.message), { responseCode: verdict.code }))
          return
        }
        const source = Buffer.concat(chunks)
        void simpleParser(source).then((mail) => {
          received.push({ to, source: source.toString('utf8'), mail })
          done()
          for (const waiter of waiting) if (received.length >= waiter.count) waiter.resolve()
        })
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(async () => await new Promise<void>((resolve) => server.close(() => resolve())))
  const port = (server.server.address() as AddressInfo).port
  return Object.assign(sink, {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    waitFor: async (count: number): Promise<void> => {
      if (received.length >= count) return
      await new Promise<void>((resolve) => waiting.push({ count, resolve }))
    },
  })
}
