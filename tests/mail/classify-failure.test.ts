import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import { expect, test } from 'vitest'
import { classifyFailure, readFailure } from '../../src/mail/classify-failure.ts'

test.each([
  ['a broken connection before the message', { code: 'ECONNECTION' }, false, 'unreachable'],
  ['a broken connection in the message', { code: 'ECONNECTION' }, true, 'uncertain'],
  [
    'a refused login',
    { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' },
    false,
    'unreachable',
  ],
  [
    'a refused greeting',
    { code: 'EPROTOCOL', responseCode: 554, command: 'CONN' },
    false,
    'unreachable',
  ],
  [
    'a refused recipient',
    { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' },
    false,
    'refused',
  ],
  [
    'a refused sender',
    { code: 'EENVELOPE', responseCode: 553, response: '553 5.7.1 not yours', command: 'MAIL FROM' },
    false,
    'unreachable',
  ],
  [
    'a message that is too large to begin with',
    { code: 'EENVELOPE', responseCode: 552, response: '552 5.3.4 too big', command: 'MAIL FROM' },
    false,
    'refused',
  ],
  [
    'a sender that is refused when the recipient is known',
    {
      code: 'EENVELOPE',
      responseCode: 553,
      response: '553 5.7.1 <a@b.example>: Sender address rejected: not owned by user c',
      command: 'RCPT TO',
    },
    false,
    'unreachable',
  ],
  [
    'a sender that is refused when the message is there',
    {
      code: 'EMESSAGE',
      responseCode: 550,
      response: '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
      command: 'DATA',
    },
    true,
    'unreachable',
  ],
  [
    'a server that relays nothing for us',
    {
      code: 'EENVELOPE',
      responseCode: 554,
      response: '554 5.7.1 <a@b.example>: Relay access denied',
      command: 'RCPT TO',
    },
    false,
    'unreachable',
  ],
  ['refused content', { code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, true, 'refused'],
  [
    'goodbye in the message',
    { code: 'ECONNECTION', responseCode: 421, command: 'CONN' },
    true,
    'refused',
  ],
  [
    'an answer that is none',
    { code: 'EPROTOCOL', responseCode: 250, command: 'CONN' },
    true,
    'uncertain',
  ],
])('%s', (_, fields, hasBegunToLeave, kind) => {
  const failure = readFailure(Object.assign(new Error('what happened'), fields))

  const result = classifyFailure(failure, hasBegunToLeave ? 'leaving' : 'connected')

  expect(result.kind).toBe(kind)
})

test.each(['MAIL FROM', 'RCPT TO', 'DATA'])(
  'a login that is asked for at %s is about settings',
  (command) => {
    const fields = { code: 'EENVELOPE', responseCode: 530, command }
    const failure = readFailure(Object.assign(new Error('530 5.7.0 log in first'), fields))

    const result = classifyFailure(failure, 'connected')

    expect(result).toEqual({
      kind: 'unreachable',
      message: 'The mail server refused the login: 530 5.7.0 log in first',
    })
  },
)

test('what is thrown and no error is told all the same', () => {
  const result = classifyFailure(readFailure('broken'), 'connecting')

  expect(result).toEqual({
    kind: 'unreachable',
    message: 'The mail server was not reached: broken',
  })
})

/** Node's own words where a certificate is for another name than `mail.example.org`. */
function otherName(fields: Partial<PeerCertificate>): Error | undefined {
  // the parts that are looked at
  return checkServerIdentity('mail.example.org', fields as PeerCertificate)
}

test.each([
  [
    { subjectaltname: 'DNS:mx1.example.net, DNS:*.example.net' },
    'it names mx1.example.net, *.example.net.',
  ],
  [{ subjectaltname: 'IP Address:192.0.2.1' }, 'none in it is of that kind.'],
  [{ subject: { CN: 'wrong.example' } }, 'it names wrong.example.'],
])('a certificate for another name is told with its names: %j', (certificate, names) => {
  const result = classifyFailure(readFailure(otherName(certificate as never)), 'connecting')

  expect(result).toEqual({
    kind: 'unreachable',
    message: `The mail server's certificate is for another name: ${names} mail.smtp must name the server as its certificate does`,
  })
})

test('a certificate that has expired is told as such', () => {
  const result = classifyFailure(readFailure(new Error('certificate has expired')), 'connecting')

  expect(result).toMatchObject({ message: expect.stringContaining('must renew it') })
})

test.each([
  ['connecting', 'The mail server was not reached: Connection closed unexpectedly'],
  [
    'connected',
    'The connection to the mail server broke off before it took the message: Connection closed unexpectedly',
  ],
] as const)('a connection that is cut says how far it came: %s', (stage, message) => {
  const error = Object.assign(new Error('Connection closed unexpectedly'), { code: 'ECONNECTION' })

  expect(classifyFailure(readFailure(error), stage)).toEqual({ kind: 'unreachable', message })
})
