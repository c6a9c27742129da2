import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail server on loopback that keeps of what it takes only what has to be counted. */
export type MailCounter = {
  readonly url: string
  readonly counts: () => MailCounts
  readonly close: () => Promise<void>
}

export type MailCounts = {
  readonly mails: number
  /** Mails that came once more under the same Message-ID. */
  readonly repeats: number
  /** For each address, the numbers of the notices that it was told of, and how often. */
  readonly told: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** Told of each notice that an address is told of for the first time in a mail. */
type OnTold = (address: string, notice: string) => void

/** Takes each message `delayMs` after its last line. */
export async function openMailCounter(
  delayMs: number,
  onTold: OnTold = (): void => {},
): Promise<MailCounter> {
  const told: Record<string, Record<string, number>> = {}
  const messageIds = new Set<string>()
  const counts = { mails: 0, repeats: 0 }
  const take = (addresses: readonly string[], { messageId = '', text = '' }: ParsedMail): void => {
    counts.mails += 1
    if (messageIds.has(messageId)) {
      counts.repeats += 1
      return
    }
    messageIds.add(messageId)
    for (const address of addresses) {
      const ofAddress = told[address] ?? {}
      told[address] = ofAddress
      for (const notice of listNotices(text)) {
        if (ofAddress[notice] === undefined) onTold(address, notice)
        ofAddress[notice] = (ofAddress[notice] ?? 0) + 1
      }
    }
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData: (stream, session, done): void => {
      const addresses = session.envelope.rcptTo.map(({ address }) => address)
      void simpleParser(stream).then(
        (mail) => {
          take(addresses, mail)
          setTimeout(done, delayMs)
        },
        () => {}, // its sender was killed, and the message is not whole
      )
    },
  })
  server.on('error', () => {}) // a client that is killed resets its connection
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo // it listens on a port, not on a pipe
  return {
    url: `smtp://127.0.0.1:${port}`,
    counts: () => ({ ...counts, told }),
    close: async (): Promise<void> => await new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The notices that a mail names; its lines may be broken anywhere between words. */
function listNotices(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/NOTICE\s+(\d+-\d+)/g)].map(([, number]) => number ?? ''))
}
