import { expect, test } from 'vitest'
import { type AttemptStage, readFailure } from '../../src/mail/classify-failure.ts'
import { isTurnedAway } from '../../src/mail/is-turned-away.ts'

type Case = readonly [
  what: string,
  stage: AttemptStage,
  fields: { readonly code: string; readonly responseCode?: number; readonly response?: string },
]

const isTurned = (stage: AttemptStage, fields: Case[2]): boolean =>
  isTurnedAway(readFailure(Object.assign(new Error('what happened'), fields)), stage)

const reply = (code: string, response: string): Case[2] => ({
  code,
  responseCode: Number(response.slice(0, 3)),
  response,
})

test.each<Case>([
  ['a greeting that refuses', 'connecting', reply('EPROTOCOL', '421 too busy')],
  ['a connection that is closed without a greeting', 'connecting', { code: 'ECONNECTION' }],
  ['a connection that is refused', 'connecting', { code: 'ESOCKET' }],
  [
    'too many connections, at the sender',
    'connected',
    reply('ECONNECTION', '421 4.7.0 Too many concurrent SMTP connections'),
  ],
  [
    'a limit of connections, at the recipient',
    'connected',
    reply('EENVELOPE', '450 4.7.1 maximum number of concurrent server connections reached'),
  ],
  [
    'a limit of threads, at the login',
    'connecting',
    reply('EAUTH', '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded'),
  ],
])('%s is about the connection', (_, stage, fields) => {
  expect(isTurned(stage, fields)).toBe(true)
})

test.each<Case>([
  ['greylisting', 'connected', reply('EENVELOPE', '451 4.7.1 greylisted, come back')],
  ['a full mailbox', 'connected', reply('EENVELOPE', '452 4.2.2 mailbox full')],
  ['too many recipients', 'connected', reply('EENVELOPE', '452 4.5.3 too many recipients')],
  ['a permanent refusal', 'connected', reply('EENVELOPE', '550 too many connections')],
  ['an answer to the message', 'leaving', reply('EMESSAGE', '421 too many connections')],
  ['a server that does not answer', 'connecting', { code: 'ETIMEDOUT' }],
  ['a server that is not found', 'connecting', { code: 'EDNS' }],
  ['a refused login', 'connecting', reply('EAUTH', '535 5.7.8 wrong password')],
  ['a connection lost within a session', 'connected', { code: 'ECONNECTION' }],
])('%s is not about the connection', (_, stage, fields) => {
  expect(isTurned(stage, fields)).toBe(false)
})
