import { createHash, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect, test } from 'vitest'
import type { DkimOptions } from '../../../src/mail/mail.ts'
import { openMail } from '../../../src/mail/open-mail.ts'
import { MAIL_OPTIONS, MESSAGE } from '../../support/sample-message.ts'
import { startSmtpSink } from '../../support/smtp-sink.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })

const dkimWith = (key: string): DkimOptions => ({ domain: 'example.org', selector: 's1', key })

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

/** The message as signed, from a real server. */
async function deliverSigned(): Promise<string> {
  const sink = await startSmtpSink()
  const mail = openMail({ ...MAIL_OPTIONS, smtp: sink.url, dkim: dkimWith(pem(rsa.privateKey)) })
  await mail.send(MESSAGE)
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

test('the signature holds over the headers', async () => {
  const [head] = (await deliverSigned()).split('\r\n\r\n') as [string]
  const signed = tag(head, 'h').split(':')

  const verifier = createVerify('RSA-SHA256')
  verifier.update(signed.map((name) => `${relaxed(head, name)}\r\n`).join(''))
  verifier.update(
    relaxed(head, 'dkim-signature')
      .replace(/([;:] ?b=)[^;]*$/, '$1')
      .trim(),
  )

  expect(verifier.verify(rsa.publicKey, tag(head, 'b'), 'base64')).toBe(true)
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
