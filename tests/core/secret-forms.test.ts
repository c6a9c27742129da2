import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listSecretForms } from '../../src/core/secret-forms.ts'

const SECRET = 'pa55/w"ord+&ü'

function isFound(text: string): boolean {
  return listSecretForms(SECRET).some((form) => text.includes(form))
}

describe('a secret is recognised', () => {
  test.each([
    ['as it is typed', `login alerts ${SECRET} refused`],
    ['in an address', `smtps://alerts:${encodeURIComponent(SECRET)}@mail.test`],
    ['in JSON', JSON.stringify({ password: SECRET })],
    ['in a login by AUTH PLAIN', Buffer.from(`\0alerts\0${SECRET}`).toString('base64')],
    ['in a login by AUTH LOGIN', Buffer.from(SECRET).toString('base64')],
    ['in a header of HTTP Basic', Buffer.from(`somebody:${SECRET}`).toString('base64')],
    ['in base64 for addresses', Buffer.from(`x${SECRET}y`).toString('base64url')],
  ])('%s', (_, text) => {
    expect(isFound(text)).toBe(true)
  })

  test('wherever it stands within base64', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) =>
        isFound(Buffer.from(`${before}${SECRET}${after}`).toString('base64')),
      ),
    )
  })
})

test('what is no secret is not taken for one', () => {
  expect(isFound(Buffer.from('a letter about nothing in particular').toString('base64'))).toBe(
    false,
  )
})
