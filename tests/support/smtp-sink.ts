import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

export type ReceivedMail = {
  readonly to: readonly string[]
  readonly source: string
  readonly mail: ParsedMail
}

/** A real SMTP server on loopback that keeps every message it accepts. */
export type SmtpSink = {
  readonly url: string
  readonly port: number
  readonly received: ReceivedMail[]
  /** From now on answers messages with a code; those to one address alone, when one is given. */
  readonly refuse: (code: number, message: string, address?: string) => void
  readonly acceptAll: () => void
  /** Leaves messages to an address without an answer until the returned function is called. */
  readonly hold: (address: string) => () => void
  readonly clientCount: () => number
  /** Resolves when no client is connected: what a killed program had handed over has been taken in. */
  readonly settle: () => Promise<void>
  /** Resolves when so many mails have come in all. */
  readonly waitFor: (count: number) => Promise<void>
}

/** Beyond `maxClients` at a time, connections are greeted with a 421. */
export async function startSmtpSink(
  options: { readonly maxClients?: number } = {},
): Promise<SmtpSink> {
  const received: ReceivedMail[] = []
  const waiting: { readonly count: number; readonly resolve: () => void }[] = []
  let refusal: {
    readonly code: number
    readonly message: string
    readonly address?: string
  } | null = null
  let held: { readonly address: string; readonly released: Promise<void> } | null = null
  let readingCount = 0
  const server = new SMTPServer({
    ...options,
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address)
        if (refusal !== null && (refusal.address === undefined || to.includes(refusal.address))) {
          done(Object.assign(new Error(refusal.message), { responseCode: refusal.code }))
          return
        }
        if (held?.address !== undefined && to.includes(held.address)) await held.released
        const source = Buffer.concat(chunks)
        readingCount += 1
        void simpleParser(source).then((mail) => {
          readingCount -= 1
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
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    refuse: (code, message, address): void => {
      refusal = address === undefined ? { code, message } : { code, message, address }
    },
    hold: (address): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = { address, released: promise }
      return resolve
    },
    acceptAll: (): void => {
      refusal = null
    },
    clientCount: (): number => server.connections.size,
    settle: async (): Promise<void> => {
      // what was read to its end outlives its connection by moments
      do await sleep(20)
      while (server.connections.size > 0 || readingCount > 0)
    },
    waitFor: async (count: number): Promise<void> => {
      if (received.length >= count) return
      await new Promise<void>((resolve) => waiting.push({ count, resolve }))
    },
  }
}
