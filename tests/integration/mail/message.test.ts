import { expect, test } from 'vitest'
import type { OutgoingMessage } from '../../../src/mail/mail.ts'
import { openMail } from '../../../src/mail/open-mail.ts'
import { MAIL_OPTIONS, MESSAGE } from '../../support/sample-message.ts'
import { type ReceivedMail, startSmtpSink } from '../../support/smtp-sink.ts'

/** The message as it arrived at a real server. */
async function deliver(message: OutgoingMessage): Promise<ReceivedMail> {
  const sink = await startSmtpSink()
  const mail = openMail({ ...MAIL_OPTIONS, smtp: sink.url })
  await mail.send(message)
  await mail.close()
  const [received] = sink.received
  return received!
}

test('subject, bodies, sender and recipient arrive as they were given', async () => {
  const { mail, to } = await deliver(MESSAGE)

  expect(mail.subject).toBe(MESSAGE.subject)
  expect(mail.text).toBe(MESSAGE.text)
  expect(mail.html).toBe(MESSAGE.html)
  expect(mail.from?.value).toEqual([MAIL_OPTIONS.from])
  expect(mail.to).toMatchObject({ value: [MESSAGE.to] })
  expect(to).toEqual(['trade@example.org'])
})

test('Message-ID, date and the headers of a list arrive as they were given', async () => {
  const { mail, source } = await deliver(MESSAGE)

  expect(mail.messageId).toBe(MESSAGE.messageId)
  expect(mail.date?.toISOString()).toBe('2026-03-03T00:20:09.000Z')
  expect(source).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
  expect(source).toContain('\r\nAuto-Submitted: auto-generated\r\n')
})

test('the same message is the same bytes at every attempt', async () => {
  const first = await deliver(MESSAGE)
  const second = await deliver(MESSAGE)

  expect(second.source).toBe(first.source)
})

test('a seed of any length makes a boundary that the standard allows', async () => {
  const { source } = await deliver({ ...MESSAGE, boundary: 'seed '.repeat(50) })

  expect(/boundary="([^"]+)"/.exec(source)![1]!.length).toBeLessThanOrEqual(70)
})

test('another seed makes another boundary', async () => {
  const first = await deliver(MESSAGE)
  const second = await deliver({ ...MESSAGE, boundary: 'another' })

  expect(second.source).not.toBe(first.source)
})

test('a name with commas and quotation marks is one recipient', async () => {
  const to = { name: 'Kim, "Trade" <boss@example.net>', address: 'kim@example.org' }

  const received = await deliver({ ...MESSAGE, to })

  expect(received.to).toEqual(['kim@example.org'])
  expect(received.mail.to).toMatchObject({ value: [{ address: 'kim@example.org' }] })
})

test.each<readonly [string, Partial<OutgoingMessage>]>([
  ['subject', { subject: 'News\r\nBcc: eve@example.net\r\n\r\nhello' }],
  ['name', { to: { name: 'Kim\r\nBcc: eve@example.net', address: 'kim@example.org' } }],
  ['header', { headers: { 'List-Id': '<x>\r\nBcc: eve@example.net' } }],
  ['Message-ID', { messageId: '<1@example.org>\r\nBcc: eve@example.net' }],
  ['boundary', { boundary: 'a"\r\nBcc: eve@example.net' }],
])('a line break in the %s makes no header', async (_, evil) => {
  const { source, to } = await deliver({ ...MESSAGE, ...evil })

  expect(source).not.toMatch(/^Bcc:/im)
  expect(to).toHaveLength(1)
})

test.each([
  'kim@example.org\r\nRCPT TO:<eve@example.net>',
  'kim@example.org,eve@example.net',
  'Kim <kim@example.org>',
  'kim',
  '',
])('the address %j is refused for good and reaches no server', async (address) => {
  const sink = await startSmtpSink()
  const mail = openMail({ ...MAIL_OPTIONS, smtp: sink.url })

  const result = await mail.send({ ...MESSAGE, to: { name: '', address } })
  await mail.close()

  expect(result).toMatchObject({ kind: 'refused', isPermanent: true })
  expect(sink.received).toEqual([])
})

test('a body line with a lone dot ends nothing', async () => {
  const { mail } = await deliver({ ...MESSAGE, text: 'one\n.\ntwo\n' })

  expect(mail.text).toBe('one\n.\ntwo\n')
})

test('closing waits for the message that is being handed over', async () => {
  const sink = await startSmtpSink()
  const mail = openMail({ ...MAIL_OPTIONS, smtp: sink.url })

  const sending = mail.send(MESSAGE)
  await sink.waitFor(1)
  await mail.close()

  await expect(sending).resolves.toMatchObject({ kind: 'accepted' })
})

test('what is handed over after closing is unreachable', async () => {
  const sink = await startSmtpSink()
  const mail = openMail({ ...MAIL_OPTIONS, smtp: sink.url })
  await mail.close()

  const result = await mail.send(MESSAGE)

  expect(result.kind).toBe('unreachable')
})

const LOOKS_ENCODED = '=?utf-8?Q?Tariff=0D=0ABcc=3A=20v@x.test?='

test.each([
  LOOKS_ENCODED,
  `${LOOKS_ENCODED} tariff`,
  `${LOOKS_ENCODED} 관세 =?`,
  `a=?b "${'long '.repeat(40)}" ${LOOKS_ENCODED}`,
])('a subject that looks encoded arrives as it is: %s', async (subject) => {
  const { mail } = await deliver({ ...MESSAGE, subject })

  expect(mail.subject).toBe(subject)
  expect(mail.bcc).toBeUndefined()
})

test('names that look encoded read as they are', async () => {
  const sink = await startSmtpSink()
  const from = { name: LOOKS_ENCODED, address: 'alerts@example.org' }
  const to = { name: `${LOOKS_ENCODED} 관세, "<a@b.test>"`, address: 'kim@example.org' }
  const mail = openMail({ ...MAIL_OPTIONS, from, smtp: sink.url })

  await mail.send({ ...MESSAGE, to })
  await mail.close()

  const [received] = sink.received
  const readable = (name: string | undefined): string | undefined => name?.replaceAll('\u2060', '')
  expect(readable(received!.mail.from?.value[0]?.name)).toBe(from.name)
  expect(received!.to).toEqual([to.address])
  expect(received!.source).not.toContain('=?utf-8?Q?Tariff')
})

test('no line is longer than the standard allows, whatever name or link is in it', async () => {
  const longest = 'x'.repeat(3_000)

  const { source } = await deliver({
    ...MESSAGE,
    to: { name: longest, address: 'kim@example.org' },
    text: `https://example.org/${longest}\n`,
    html: `<a href="https://example.org/${longest}">${longest}</a>`,
  })

  expect(source).toContain('\nTo: ')
  expect(Math.max(...source.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
})
