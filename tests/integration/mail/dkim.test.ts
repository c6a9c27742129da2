import { createHash, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect, test } from 'vitest'
import { headersOf } from '../../../src/core/alert/mail-headers.ts'
import { findUnsubscribeWay } from '../../../src/core/alert/unsubscribe-way.ts'
import { subscriptionIdOf } from '../../../src/core/ids.ts'
import type { DkimOptions, OutgoingMessage } from '../../../src/mail/mail.ts'
import { openMail } from '../../../src/mail/open-mail.ts'
import { MAIL_OPTIONS, MESSAGE } from '../../support/sample-message.ts'
import { startSmtpSink } from '../../support/smtp-sink.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })

const dkimWith = (key: string): DkimOptions => ({ domain: 'example.org', selector: 's1', key })

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

/** The message as signed, from a real server. */
async function deliverSigned(message = MESSAGE): Promise<string> {
  const sink = await startSmtpSink()
  const mail = openMail({ ...MAIL_OPTIONS, smtp: sink.url, dkim: dkimWith(pem(rsa.privateKey)) })
  await mail.send(message)
  await mail.close()
  return sink.received[0]!.source
}

/** A header field after relaxed canonicalization (RFC 6376, 3.4.2). */
function relaxed(head: string, name: string): string {
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ')
  const line = new RegExp(`^${name}:(.*)$`, 'im').exec(unfolded)![1]!
  return `${name}:${line.replace(/[ \t]+/g, ' ').trim()}`
}

/** A tag of the signature. */
function tag(head: string, name: string): string {
  const value = new RegExp(`[:;] ?${name}=([^;]*)`).exec(relaxed(head, 'dkim-signature'))![1]!
  return value.replace(/\s/g, '')
}

/** Whether the signature holds over the headers that it names. */
function isSound(head: string): boolean {
  const signed = tag(head, 'h').split(':')
  const verifier = createVerify('RSA-SHA256')
  verifier.update(signed.map((name) => `${relaxed(head, name)}\r\n`).join(''))
  verifier.update(
    relaxed(head, 'dkim-signature')
      .replace(/([;:] ?b=)[^;]*$/, '$1')
      .trim(),
  )
  return verifier.verify(rsa.publicKey, tag(head, 'b'), 'base64')
}

/** An alert as it is made where the pages can be reached, with headers of every length that they may have. */
const alertFrom = (publicUrl: string, subscriptionId: string, address: string): OutgoingMessage => {
  const subscriber = { subscriptionId: subscriptionIdOf(subscriptionId), address }
  const keeper = { name: '', address: 'policy-watch.administrators@ministry.example.org' }
  const way = findUnsubscribeWay(subscriber, { publicUrl, secret: 'f0'.repeat(32), keeper })
  const headers = headersOf({ ...subscriber, domain: 'example.org', way })
  return { ...MESSAGE, to: { name: '', address }, headers }
}

const HEADERS_OF_ANY_LENGTH = [
  ['short', alertFrom('http://[::1]', 'a', 'a@b.example')],
  ['usual', alertFrom('https://watch.example.org', 'energy-desk', 'trade@example.org')],
  [
    'endless',
    alertFrom(
      `https://${'policy-watch.'.repeat(12)}example.org/watch`,
      'd'.repeat(64),
      `${'n'.repeat(64)}@${'department.'.repeat(14)}example.org`,
    ),
  ],
] as const

test('the signature holds over the headers', async () => {
  const [head] = (await deliverSigned()).split('\r\n\r\n') as [string]

  expect(isSound(head)).toBe(true)
})

test.each(HEADERS_OF_ANY_LENGTH)(
  'the signature holds over unsubscribe headers that are %s, as they arrive',
  async (_, message) => {
    const [head] = (await deliverSigned(message)).split('\r\n\r\n') as [string]

    expect(tag(head, 'h').split(':')).toEqual(
      expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']),
    )
    expect(relaxed(head, 'list-unsubscribe')).toBe(
      `list-unsubscribe:${message.headers['List-Unsubscribe']}`,
    )
    expect(isSound(head)).toBe(true)
  },
)

test.each(HEADERS_OF_ANY_LENGTH)(
  'no line is longer than a server must take where unsubscribe headers are %s',
  async (_, message) => {
    const [head] = (await deliverSigned(message)).split('\r\n\r\n') as [string]

    expect(Math.max(...head.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
  },
)

test('the signature breaks when an unsubscribe link is changed on its way', async () => {
  const [, message] = HEADERS_OF_ANY_LENGTH[1]
  const [head] = (await deliverSigned(message)).split('\r\n\r\n') as [string]

  expect(isSound(head.replace('watch.example.org', 'wotch.example.org'))).toBe(false)
})

test('the signature holds over the body', async () => {
  const source = await deliverSigned()
  const head = source.slice(0, source.indexOf('\r\n\r\n'))
  const body = source.slice(head.length + 4)
  const canonical = body
    .replace(/[ \t]+/g, ' ')
    .replace(/ +\r\n/g, '\r\n')
    .replace(/(\r\n)*$/, '\r\n')

  const hash = createHash('sha256').update(canonical).digest('base64')

  expect(tag(head, 'bh')).toBe(hash)
})

test('both unsubscribe headers are signed', async () => {
  const [head] = (await deliverSigned()).split('\r\n\r\n') as [string]

  expect(tag(head, 'h').split(':')).toEqual(
    expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post', 'from', 'message-id']),
  )
})

test('a signed message is the same bytes at every attempt', async () => {
  const first = await deliverSigned()
  const second = await deliverSigned()

  expect(second).toBe(first)
})

test.each([
  ['that is none', 'not a key', 'cannot be read'],
  ['of the kind Ed25519', pem(generateKeyPairSync('ed25519').privateKey), 'only RSA'],
  ['that is too short', pem(generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey), '512'],
])('a key %s is named by verify, and nothing goes out unsigned', async (_, key, reason) => {
  const sink = await startSmtpSink()
  const mail = openMail({ ...MAIL_OPTIONS, smtp: sink.url, dkim: dkimWith(key) })

  const verified = await mail.verify()
  const sent = await mail.send(MESSAGE)

  expect(verified).toMatchObject({ kind: 'failed', message: expect.stringContaining(reason) })
  expect(sent).toMatchObject({ kind: 'unreachable', message: expect.stringContaining(reason) })
  expect(sink.received).toEqual([])
})
