import { expect, test } from 'vitest'
import { explainFailure } from '../../src/fetch/explain-failure.ts'
import { VisitError } from '../../src/fetch/failure.ts'

const START = new URL('https://a.example/rss?key=secret')

const systemError = (code: string): Error => Object.assign(new Error('secret'), { code })

test.each([
  ['lookup', 'ENOTFOUND', 'dns'],
  ['connect', 'ECONNRESET', 'connect'],
  ['connect', 'EHOSTUNREACH', 'connect'],
  ['tls', 'ECONNRESET', 'tls'],
  ['tls', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ['answer', 'ECONNRESET', 'protocol'],
  ['answer', 'HPE_INVALID_CONSTANT', 'protocol'],
  ['answer', 'HPE_HEADER_OVERFLOW', 'too-large'],
  ['body', 'HPE_INVALID_CHUNK_SIZE', 'protocol'],
] as const)('in the phase %s, %s is a failure of kind %s', (phase, code, reason) => {
  const failure = explainFailure(systemError(code), phase, START, START)

  expect(failure).toMatchObject({
    kind: 'failed',
    reason,
    message: expect.stringMatching(new RegExp(`^https://a\\.example/rss: .+ \\(${code}\\)$`)),
  })
})

test('a failure after a redirect names both addresses, and nothing secret of them', () => {
  const error = new VisitError('timeout', 'the server fell silent')

  const { message } = explainFailure(error, 'answer', new URL('https://b.example/?t=1'), START)

  expect(message).toBe(
    'https://b.example/ (redirected from https://a.example/rss): the server fell silent',
  )
})

test('a long path is shortened', () => {
  const url = new URL(`https://a.example/${'x'.repeat(5_000)}`)

  const { message } = explainFailure(new VisitError('timeout', 'silence'), 'answer', url, url)

  expect(message.length).toBeLessThan(300)
})

test('a mistake of our own is thrown again', () => {
  const bug = new TypeError('x is not a function')

  expect(() => explainFailure(bug, 'body', START, START)).toThrow(bug)
})
