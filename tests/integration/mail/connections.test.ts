import { expect, test } from 'vitest'
import { openMail } from '../../../src/mail/open-mail.ts'
import { IMPATIENT, MAIL_OPTIONS, MESSAGE } from '../../support/sample-message.ts'
import { startScriptedSmtp } from '../../support/scripted-smtp.ts'
import { startSmtpSink } from '../../support/smtp-sink.ts'

/** The message to so many addresses. */
const messagesTo = (...addresses: readonly string[]): readonly (typeof MESSAGE)[] =>
  addresses.map((address, index) => ({
    ...MESSAGE,
    to: { name: '', address },
    messageId: `<alert-${index}@example.org>`,
  }))

test('a server that takes one connection gets all messages over that one', async () => {
  const sink = await startSmtpSink({ maxClients: 1 })
  const mail = openMail({ ...MAIL_OPTIONS, smtp: sink.url }, IMPATIENT)
  const addresses = Array.from({ length: 9 }, (_, index) => `a${index}@example.org`)

  const results = await Promise.all(messagesTo(...addresses).map((each) => mail.send(each)))
  await mail.close()

  expect(results.filter(({ kind }) => kind !== 'accepted')).toEqual([])
  expect(sink.received.map(({ to }) => to[0]).toSorted()).toEqual(addresses)
})

test('a server that refuses every connection leaves every message unreachable', async () => {
  await using server = await startScriptedSmtp({ greeting: '421 4.3.2 closing down' })
  const mail = openMail({ ...MAIL_OPTIONS, smtp: server.url }, IMPATIENT)
  const messages = messagesTo('a@example.org', 'b@example.org', 'c@example.org', 'd@example.org')

  const results = await Promise.all(messages.map((each) => mail.send(each)))
  await mail.close()

  expect(results.map(({ kind }) => kind)).toEqual(messages.map(() => 'unreachable'))
})

test('messages that the server takes long over keep no other waiting', async () => {
  const sink = await startSmtpSink()
  const release = sink.hold('slow@example.org')
  const mail = openMail(
    { ...MAIL_OPTIONS, smtp: sink.url },
    { ...IMPATIENT, answerMs: 20_000, slowMs: 100 },
  )
  const slow = ['slow@example.org', 'slow@example.org', 'slow@example.org']

  const [one, two, three, quick] = messagesTo(...slow, 'quick@example.org').map((each) =>
    mail.send(each),
  )
  const first = await quick
  const receivedFirst = sink.received.map(({ to }) => to[0])
  release()
  const others = await Promise.all([one, two, three])
  await mail.close()

  expect(first?.kind).toBe('accepted')
  expect(receivedFirst).toEqual(['quick@example.org'])
  expect(others.map((result) => result?.kind)).toEqual(['accepted', 'accepted', 'accepted'])
})
