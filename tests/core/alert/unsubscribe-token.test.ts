import { describe, expect, test } from 'vitest'
import {
  makeUnsubscribeToken,
  parseUnsubscribeToken,
} from '../../../src/core/alert/unsubscribe-token.ts'
import { subscriptionIdOf } from '../../../src/core/ids.ts'

const SECRET = 'f0'.repeat(32)
const KIM = { subscriptionId: subscriptionIdOf('energy-desk'), address: 'Kim+x@example.org' }
const TOKEN = makeUnsubscribeToken(SECRET, KIM)
const [SAID = '', SIGNATURE = ''] = TOKEN.split('.')

const encode = (text: string): string => Buffer.from(text).toString('base64url')

describe('a token', () => {
  test('names who was written to, and of what', () => {
    expect(parseUnsubscribeToken(SECRET, TOKEN)).toEqual(KIM)
  })

  test('is the same each time', () => {
    expect(makeUnsubscribeToken(SECRET, KIM)).toBe(TOKEN)
  })

  test('stands in an address as it is', () => {
    expect(TOKEN).toMatch(/^[\w-]+\.[\w-]{22}$/)
  })

  test('names addresses of other scripts', () => {
    const lee = { ...KIM, address: '이@한국.example' }

    const read = parseUnsubscribeToken(SECRET, makeUnsubscribeToken(SECRET, lee))

    expect(read).toEqual(lee)
  })
})

describe('nobody is named by', () => {
  test.each([
    ['nothing', ''],
    ['a point', '.'],
    ['words', 'style.css'],
    ['another signature', `${SAID}.${'A'.repeat(22)}`],
    ['no signature', SAID],
    ['a signature that was cut', TOKEN.slice(0, -1)],
    ['more than one signature', `${TOKEN}.${SIGNATURE}`],
    ['the address of somebody else', `${encode('energy-desk\nlee@example.org')}.${SIGNATURE}`],
    ['another spelling of the same', `${SAID}=.${SIGNATURE}`],
    ['bytes that are no text', `${Buffer.from([0xff, 0xfe, 0x0a]).toString('base64url')}.x`],
    ['signs that are none of it', '%00\u{1F600}\n.\n'],
    ['something endless', 'A'.repeat(100_000)],
  ])('%s', (_, token) => {
    expect(parseUnsubscribeToken(SECRET, token)).toBeNull()
  })

  test('a token of another installation', () => {
    expect(parseUnsubscribeToken('0f'.repeat(32), TOKEN)).toBeNull()
  })

  test('a token of a subscription without a name, though signed', () => {
    const nameless = makeUnsubscribeToken(SECRET, { ...KIM, subscriptionId: subscriptionIdOf('') })

    expect(parseUnsubscribeToken(SECRET, nameless)).toBeNull()
  })
})
