import { describe, expect, test } from 'vitest'
import { headersOf } from '../../../src/core/alert/mail-headers.ts'
import { findUnsubscribeWay } from '../../../src/core/alert/unsubscribe-way.ts'
import { subscriptionIdOf } from '../../../src/core/ids.ts'

const DESK = subscriptionIdOf('energy-desk')
const KIM = { subscriptionId: DESK, address: 'kim@example.org' }
const OPS = { name: 'Ops', address: 'ops@example.org' }

const headersWith = (publicUrl: string | null, keeper = OPS): Readonly<Record<string, string>> => {
  const way = findUnsubscribeWay(KIM, { publicUrl, secret: 'secret', keeper })
  return headersOf({ subscriptionId: DESK, domain: 'example.org', way })
}

describe('the headers of an alert', () => {
  test('say that a program wrote it, and for which list', () => {
    expect(headersWith(null)).toMatchObject({
      'Auto-Submitted': 'auto-generated',
      'List-Id': '<energy-desk.policywatch.example.org>',
      'X-Auto-Response-Suppress': 'All',
    })
  })

  test('name the link first and the address behind it where the pages can be reached', () => {
    const headers = headersWith('https://watch.example.org')

    expect(headers['List-Unsubscribe']).toMatch(
      /^<https:\/\/watch\.example\.org\/unsubscribe\/[\w.-]+>, <mailto:ops@example\.org\?subject=unsubscribe%20energy-desk>$/,
    )
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  })

  test.each([
    ['a folder', 'https://example.org/watch', '<https://example.org/watch/unsubscribe/'],
    ['this machine', 'http://127.0.0.1:8700', '<http://127.0.0.1:8700/unsubscribe/'],
    [
      'a name of another script',
      'https://감시.example',
      '<https://xn--439a954b.example/unsubscribe/',
    ],
  ])('lead to %s', (_, publicUrl, start) => {
    expect(headersWith(publicUrl)['List-Unsubscribe']).toContain(start)
  })

  test('name an address alone where the pages cannot be reached', () => {
    const headers = headersWith(null)

    expect(headers['List-Unsubscribe']).toBe(
      '<mailto:ops@example.org?subject=unsubscribe%20energy-desk>',
    )
    expect(headers).not.toHaveProperty('List-Unsubscribe-Post')
  })

  test('spell an address so that it stays one in a link', () => {
    const keeper = { name: '', address: 'o&p?s+x@예.example' }

    expect(headersWith(null, keeper)['List-Unsubscribe']).toMatch(
      /^<mailto:o%26p%3Fs\+x@[%0-9A-F]+\.example\?subject=/,
    )
  })
})

test('a notice to the administrators offers no way out', () => {
  const headers = headersOf({ subscriptionId: null, domain: 'example.org', way: null })

  expect(headers).toEqual({
    'Auto-Submitted': 'auto-generated',
    'List-Id': '<admin.policywatch.example.org>',
    'X-Auto-Response-Suppress': 'All',
  })
})
