import { expect, test } from 'vitest'
import { openMail } from '../../../src/mail/open-mail.ts'
import { startLoginSmtp } from '../../support/login-smtp.ts'
import { IMPATIENT, MAIL_OPTIONS, MESSAGE } from '../../support/sample-message.ts'
import { startScriptedSmtp } from '../../support/scripted-smtp.ts'

const UNCHECKED = '?tls.rejectUnauthorized=false'

test('a login over STARTTLS is let in', async () => {
  const server = await startLoginSmtp('smtp')
  const smtp = `smtp://alerts:open sesame@${server.address}${UNCHECKED}`
  const mail = openMail({ ...MAIL_OPTIONS, smtp }, IMPATIENT)

  const result = await mail.send(MESSAGE)
  await mail.close()

  expect(result.kind).toBe('accepted')
})

test('a login over TLS is let in', async () => {
  const server = await startLoginSmtp('smtps')
  const smtp = `smtps://alerts:open%20sesame@${server.address}${UNCHECKED}`
  const mail = openMail({ ...MAIL_OPTIONS, smtp }, IMPATIENT)

  const result = await mail.send(MESSAGE)
  await mail.close()

  expect(result.kind).toBe('accepted')
})

test('a wrong password is unreachable and named', async () => {
  const server = await startLoginSmtp('smtps')
  const smtp = `smtps://alerts:guess@${server.address}${UNCHECKED}`
  const mail = openMail({ ...MAIL_OPTIONS, smtp }, IMPATIENT)

  const result = await mail.send(MESSAGE)
  await mail.close()

  expect(result).toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('The mail server refused the login'),
  })
})

test('a login is never said to a server without STARTTLS', async () => {
  await using server = await startScriptedSmtp({ ehlo: '250-test\r\n250 AUTH PLAIN LOGIN' })
  const smtp = `smtp://alerts:secret@127.0.0.1:${server.port}`
  const mail = openMail({ ...MAIL_OPTIONS, smtp }, IMPATIENT)

  const result = await mail.send(MESSAGE)
  await mail.close()

  expect(result).toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('could not be encrypted'),
  })
  expect(server.heard.filter((line) => line.startsWith('AUTH'))).toEqual([])
})

test.each([
  ['smtps', ''],
  ['smtp', 'alerts:secret@'],
] as const)(
  'over %s, a certificate that nobody vouches for is not taken',
  async (scheme, login) => {
    const server = await startLoginSmtp(scheme)
    const smtp = `${scheme}://${login}${server.address}`
    const mail = openMail({ ...MAIL_OPTIONS, smtp }, IMPATIENT)

    const result = await mail.send(MESSAGE)
    await mail.close()

    expect(result).toMatchObject({
      kind: 'unreachable',
      // that of the server is signed by itself, and may be out of date by now
      message: expect.stringMatching(/certificate is (?:not trusted|out of date)/),
    })
    expect(server.messages).toEqual([])
  },
)

test('smtps:// to a port without TLS says which of the two schemes it needs', async () => {
  await using server = await startScriptedSmtp({})
  const smtp = `smtps://127.0.0.1:${server.port}`
  const mail = openMail({ ...MAIL_OPTIONS, smtp }, IMPATIENT)

  const result = await mail.send(MESSAGE)
  await mail.close()

  expect(result).toMatchObject({
    kind: 'unreachable',
    message: expect.stringMatching(/does not speak TLS at this port.* smtp:\/\/ is for/),
  })
})

test('a relay on this machine needs no certificate', async () => {
  const server = await startLoginSmtp('smtp', { authOptional: true })
  const mail = openMail({ ...MAIL_OPTIONS, smtp: `smtp://${server.address}` }, IMPATIENT)

  const result = await mail.send(MESSAGE)
  await mail.close()

  expect(result.kind).toBe('accepted')
})

test('verifying greets and logs in', async () => {
  const server = await startLoginSmtp('smtps')
  const smtp = `smtps://alerts:open sesame@${server.address}${UNCHECKED}`

  const result = await openMail({ ...MAIL_OPTIONS, smtp }, IMPATIENT).verify()

  expect(result).toEqual({ kind: 'ok' })
})

test('verifying names a refused login', async () => {
  const server = await startLoginSmtp('smtps')
  const smtp = `smtps://alerts:guess@${server.address}${UNCHECKED}`

  const result = await openMail({ ...MAIL_OPTIONS, smtp }, IMPATIENT).verify()

  expect(result).toMatchObject({
    kind: 'failed',
    message: expect.stringContaining('refused the login'),
  })
})

test('verifying names a server that is not there', async () => {
  const server = await startScriptedSmtp({})
  await server[Symbol.asyncDispose]()

  const result = await openMail({ ...MAIL_OPTIONS, smtp: server.url }, IMPATIENT).verify()

  expect(result).toMatchObject({
    kind: 'failed',
    message: expect.stringContaining('ECONNREFUSED'),
  })
})

test('a URL that is none waits instead of throwing', async () => {
  const mail = openMail({ ...MAIL_OPTIONS, smtp: 'mail.example.org' })

  const result = await mail.send(MESSAGE)

  expect(result).toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('smtps://user:password@host:port'),
  })
})
