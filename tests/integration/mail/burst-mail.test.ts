/** Bursts go out from a thread of their own: over no more connections than ever, each message once, and none is lost with the thread. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { SendResult } from '../../../src/core/alert/send-result.ts'
import { BurstMail, openMailForBursts } from '../../../src/mail/burst-mail.ts'
import type { Mail, MailOptions, OutgoingMessage } from '../../../src/mail/mail.ts'
import { openMail } from '../../../src/mail/open-mail.ts'
import { ThreadMail } from '../../../src/mail/thread-mail.ts'
import { MAIL_OPTIONS, MESSAGE } from '../../support/sample-message.ts'
import { startSmtpSink } from '../../support/smtp-sink.ts'

const deafWorker = new URL('../../support/deaf-mail-worker.ts', import.meta.url)
const brokenWorker = new URL('../../support/broken-mail-worker.ts', import.meta.url)

class CountingThread extends ThreadMail {
  sentCount = 0

  override async send(...sent: Parameters<ThreadMail['send']>): Promise<SendResult> {
    this.sentCount += 1
    return await super.send(...sent)
  }
}

type Opened = { readonly mail: BurstMail; readonly threads: CountingThread[] }

type Odd = { readonly workerFile?: URL; readonly patienceMs?: number; readonly abortMs?: number }

function openBurstMail(
  smtp: string,
  calmMs: number,
  { patienceMs = 5_000, ...odd }: Odd = {},
): Opened {
  const threads: CountingThread[] = []
  const openThread = (options: MailOptions, onBroken: () => void): ThreadMail => {
    const thread = new CountingThread(options, onBroken, odd)
    threads.push(thread)
    return thread
  }
  const mail = new BurstMail({ ...MAIL_OPTIONS, smtp }, { calmMs, patienceMs, openThread })
  onTestFinished(async () => await mail.close())
  return { mail, threads }
}

const messages = (count: number): readonly OutgoingMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    ...MESSAGE,
    to: { name: '', address: `a${index}@example.org` },
    messageId: `<alert-${index}@example.org>`,
  }))

const sendAll = async (mail: Mail, count: number): Promise<readonly SendResult[]> =>
  await Promise.all(messages(count).map(async (message) => await mail.send(message)))

const kindsOf = (results: readonly SendResult[]): readonly string[] => [
  ...new Set(results.map(({ kind }) => kind)),
]

test('a burst goes out once, by a thread, over the few connections that a server takes', async () => {
  const sink = await startSmtpSink({ maxClients: 3 })
  const { mail, threads } = openBurstMail(sink.url, 10_000)

  const results = await sendAll(mail, 60)

  expect(kindsOf(results)).toEqual(['accepted'])
  expect(sink.received.map(({ mail: { messageId } }) => messageId).toSorted()).toEqual(
    messages(60)
      .map(({ messageId }) => messageId)
      .toSorted(),
  )
  expect(threads).toHaveLength(1)
})

test('a few messages go out without a thread, and so do those after a burst', async () => {
  const sink = await startSmtpSink()
  const { mail, threads } = openBurstMail(sink.url, 20)
  await sendAll(mail, 7)
  const before = threads.length

  await sendAll(mail, 20)
  const countOneMore = async (): Promise<number> => {
    const already = threads[0]?.sentCount ?? 0
    expect(await mail.send(MESSAGE)).toMatchObject({ kind: 'accepted' })
    return (threads[0]?.sentCount ?? 0) - already
  }
  await expect.poll(countOneMore, { interval: 60 }).toBe(0)

  expect(before).toBe(0)
  expect(threads).toHaveLength(1)
  expect(threads[0]?.sentCount).toBeGreaterThan(0)
})

test('a burst behind a message that the server takes long over goes out without a thread', async () => {
  const sink = await startSmtpSink({ maxClients: 3 })
  const release = sink.hold('slow@example.org')
  const { mail, threads } = openBurstMail(sink.url, 10_000, { patienceMs: 50 })
  const held = mail.send({ ...MESSAGE, to: { name: '', address: 'slow@example.org' } })
  await expect.poll(() => sink.clientCount()).toBe(1)

  const burst = await sendAll(mail, 40)
  release()

  expect(kindsOf([...burst, await held])).toEqual(['accepted'])
  expect(sink.received).toHaveLength(41)
  expect(threads).toHaveLength(0)
})

test('bursts that follow each other never have more connections than a server takes', async () => {
  const sink = await startSmtpSink({ maxClients: 3 })
  const { mail, threads } = openBurstMail(sink.url, 1)
  const results: SendResult[] = []

  for (const count of [20, 3, 20, 1, 30]) results.push(...(await sendAll(mail, count)))

  expect(kindsOf(results)).toEqual(['accepted'])
  expect(sink.received).toHaveLength(74)
  expect(threads.length).toBeGreaterThan(0)
})

test('a thread that does not end what it is told to end is no longer waited for', async () => {
  const sink = await startSmtpSink()
  const { mail } = openBurstMail(sink.url, 10_000, { workerFile: deafWorker, abortMs: 100 })
  const stop = new AbortController()

  const burst = messages(20).map(async (message) => await mail.send(message, stop.signal))
  await sleep(300)
  stop.abort()

  expect(kindsOf(await Promise.all(burst))).toEqual(['uncertain'])
})

test('what is sent after the end, or after it was given up, does not leave', async () => {
  const sink = await startSmtpSink()
  const { mail } = openBurstMail(sink.url, 10_000)
  const thread = new ThreadMail({ ...MAIL_OPTIONS, smtp: sink.url }, () => undefined)

  const stopped = await thread.send(MESSAGE, AbortSignal.abort())
  await Promise.all([mail.close(), thread.close()])
  const after = [stopped, await thread.send(MESSAGE), ...(await sendAll(mail, 20))]

  expect(kindsOf(after)).toEqual(['unreachable'])
  expect(sink.received).toEqual([])
})

test('a message is the same, byte by byte, whoever makes it', async () => {
  const sink = await startSmtpSink()
  const options = { ...MAIL_OPTIONS, smtp: sink.url }
  const [here, there] = [openMail(options), new ThreadMail(options, () => undefined)]
  const message = { ...MESSAGE, thread: ['<alert-1@example.org>'] }

  const results = [await here.send(message), await there.send(message)]
  await Promise.all([here.close(), there.close()])

  expect(kindsOf(results)).toEqual(['accepted'])
  const [one, other] = sink.received.map(({ source }) => source)
  expect(one).toContain('In-Reply-To: <alert-1@example.org>')
  expect(other).toBe(one)
})

test('what a thread had that broke down may be out, and all that comes later goes out without one', async () => {
  const sink = await startSmtpSink()
  const { mail, threads } = openBurstMail(sink.url, 10_000, { workerFile: brokenWorker })

  const burst = await sendAll(mail, 30)
  const next = await sendAll(mail, 30)

  expect(kindsOf(burst)).toEqual(['uncertain'])
  expect(burst[0]).toMatchObject({
    message: expect.stringContaining('broke down: a fault in the thread'),
  })
  expect(kindsOf(next)).toEqual(['accepted'])
  expect(threads).toHaveLength(1)
})

test('a message in a thread is given up when it is to be', async () => {
  const sink = await startSmtpSink()
  const release = sink.hold('slow@example.org')
  onTestFinished(release)
  const mail = new ThreadMail({ ...MAIL_OPTIONS, smtp: sink.url }, () => undefined)
  const stop = new AbortController()
  const held = { ...MESSAGE, to: { name: '', address: 'slow@example.org' } }

  const sent = mail.send(held, stop.signal)
  await mail.send(MESSAGE)
  stop.abort()

  expect(await sent).toMatchObject({ kind: 'uncertain' })
  await mail.close()
})

test('a thread says of a server what this one says', async () => {
  const sink = await startSmtpSink()
  const mail = new ThreadMail({ ...MAIL_OPTIONS, smtp: sink.url }, () => undefined)

  sink.refuse(550, 'no such user')
  const refused = await mail.send(MESSAGE)
  await mail.close()

  expect(refused).toMatchObject({ kind: 'refused', isPermanent: true, code: 550 })
})

test.each([
  ['a server and room', 'smtp://127.0.0.1:9', true, true],
  ['a server and no room', 'smtp://127.0.0.1:9', false, false],
  ['a folder', null, true, false],
])('with %s there is a thread for bursts, or none', async (_what, smtp, hasRoom, isForBursts) => {
  const mail = openMailForBursts({ ...MAIL_OPTIONS, smtp }, hasRoom)
  onTestFinished(async () => await mail.close())

  expect(mail instanceof BurstMail).toBe(isForBursts)
})
