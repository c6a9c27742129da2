import { describe, expect, test } from 'vitest'
import type { SendResult } from '../../../src/core/alert/send-result.ts'
import { openMail } from '../../../src/mail/open-mail.ts'
import { IMPATIENT, MAIL_OPTIONS, MESSAGE } from '../../support/sample-message.ts'
import { type SmtpScript, startScriptedSmtp } from '../../support/scripted-smtp.ts'

/** One attempt at a server that does what the script says. */
async function sendTo(script: SmtpScript, timeouts = IMPATIENT): Promise<SendResult> {
  await using server = await startScriptedSmtp(script)
  const mail = openMail({ ...MAIL_OPTIONS, smtp: server.url }, timeouts)
  const result = await mail.send(MESSAGE)
  await mail.close()
  return result
}

test('an accepted message tells the line of the server', async () => {
  const result = await sendTo({})

  expect(result).toEqual({ kind: 'accepted', response: '250 2.0.0 queued as T1' })
})

describe('a message that surely did not leave is unreachable', () => {
  test.each<readonly [string, SmtpScript]>([
    ['the server closes without a greeting', { greeting: 'close' }],
    ['the server never greets', { greeting: 'hang' }],
    ['the server greets with 421', { greeting: '421 too busy' }],
    ['the server greets with 554', { greeting: '554 no service for you' }],
    ['the server goes down at EHLO', { ehlo: '421 later' }],
    ['the server closes at MAIL', { mail: 'close' }],
    ['the server hangs at MAIL', { mail: 'hang' }],
    ['the server wants a login that is not configured', { mail: '530 5.7.0 log in first' }],
    ['the server does not know our sender', { mail: '550 no such sender' }],
    ['the server closes at RCPT', { rcpt: 'close' }],
    ['the server closes at DATA', { data: 'close' }],
    ['the server hangs at DATA', { data: 'hang' }],
  ])('%s', async (_, script) => {
    const result = await sendTo(script)

    expect(result.kind).toBe('unreachable')
  })

  test.each<readonly [string, SmtpScript]>([
    ['RCPT', { rcpt: 'close' }],
    ['DATA', { data: 'close' }],
  ])('and says that the server was reached, where it closed at %s', async (_, script) => {
    const result = await sendTo(script)

    expect(result).toMatchObject({
      message: expect.stringContaining('broke off before it took the message'),
    })
  })

  test('nobody listens', async () => {
    const server = await startScriptedSmtp({})
    await server[Symbol.asyncDispose]()
    const mail = openMail({ ...MAIL_OPTIONS, smtp: server.url }, IMPATIENT)

    const result = await mail.send(MESSAGE)

    expect(result).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })
})

describe('a message that the server refuses is refused with its code', () => {
  test.each<readonly [string, SmtpScript, number, boolean]>([
    ['a message that is too large to begin with', { mail: '552 5.3.4 too big' }, 552, true],
    ['sender later', { mail: '451 later' }, 451, false],
    ['recipient unknown', { rcpt: '550 5.1.1 no such user' }, 550, true],
    ['recipient later', { rcpt: '451 4.7.1 greylisted' }, 451, false],
    ['421 at the recipient', { rcpt: '421 going down' }, 421, false],
    ['DATA later', { data: '451 later' }, 451, false],
    ['DATA out of sequence', { data: '503 bad sequence' }, 503, false],
    ['content later', { dot: '451 try again' }, 451, false],
    ['421 for the content', { dot: '421 going down' }, 421, false],
    ['content unwanted', { dot: '554 5.7.1 spam' }, 554, true],
  ])('%s', async (_, script, code, isPermanent) => {
    const result = await sendTo(script)

    expect(result).toMatchObject({ kind: 'refused', code, isPermanent })
  })

  test('an answer of several lines is told on one', async () => {
    const result = await sendTo({ rcpt: '550-5.1.1 no such user\r\n550 5.1.1 goodbye' })

    expect(result).toMatchObject({ response: '550-5.1.1 no such user 550 5.1.1 goodbye' })
  })

  test('the line of the server stands in the result', async () => {
    const result = await sendTo({ rcpt: '550 5.1.1 no such user' })

    expect(result).toMatchObject({ response: '550 5.1.1 no such user' })
  })
})

describe('a message lost after it began to leave is uncertain', () => {
  test.each<readonly [string, SmtpScript]>([
    ['the server closes after the last line', { dot: 'close' }],
    ['the server hangs after the last line', { dot: 'hang' }],
  ])('%s', async (_, script) => {
    const result = await sendTo(script)

    expect(result.kind).toBe('uncertain')
  })

  test('also with pipelining', async () => {
    const result = await sendTo({ ehlo: '250-test\r\n250 PIPELINING', dot: 'close' })

    expect(result.kind).toBe('uncertain')
  })

  test('also when the whole attempt takes too long', async () => {
    const patient = { ...IMPATIENT, answerMs: 60_000, attemptMs: 500 }

    const result = await sendTo({ dot: 'hang' }, patient)

    expect(result.kind).toBe('uncertain')
  })
})

test('a refused recipient is refused with pipelining too', async () => {
  const result = await sendTo({
    ehlo: '250-test\r\n250 PIPELINING',
    rcpt: '550 no such user',
    data: '503 no valid recipients',
  })

  expect(result).toMatchObject({ kind: 'refused', code: 550, isPermanent: true })
})

test('an attempt stopped before the message left is unreachable', async () => {
  await using server = await startScriptedSmtp({ greeting: 'hang' })
  const mail = openMail({ ...MAIL_OPTIONS, smtp: server.url })
  const stop = new AbortController()

  const sending = mail.send(MESSAGE, stop.signal)
  setTimeout(() => stop.abort(), 50)

  await expect(sending).resolves.toMatchObject({ kind: 'unreachable' })
})

test('nodemailer never sends a message a second time by itself', async () => {
  await using server = await startScriptedSmtp({ dot: 'close' })
  const mail = openMail({ ...MAIL_OPTIONS, smtp: server.url }, IMPATIENT)

  await mail.send(MESSAGE)
  await mail.close()

  expect(server.heard.filter((line) => line === 'DATA')).toHaveLength(1)
})

test('one connection serves one message after another', async () => {
  await using server = await startScriptedSmtp({})
  const mail = openMail({ ...MAIL_OPTIONS, smtp: server.url }, IMPATIENT)

  await mail.send(MESSAGE)
  await mail.send({ ...MESSAGE, messageId: '<alert-18.1@example.org>' })
  await mail.close()

  expect(server.heard.filter((line) => line.startsWith('EHLO'))).toHaveLength(1)
})

test('after a refused recipient the next message is taken', async () => {
  await using server = await startScriptedSmtp({ rcpt: '550 no such user' })
  const mail = openMail({ ...MAIL_OPTIONS, smtp: server.url }, IMPATIENT)

  await mail.send(MESSAGE)
  const second = await mail.send({ ...MESSAGE, messageId: '<alert-18.1@example.org>' })
  await mail.close()

  expect(second).toMatchObject({ kind: 'refused', code: 550 })
})
