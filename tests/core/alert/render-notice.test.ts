import { expect, test } from 'vitest'
import { MAX_BODY_BYTES } from '../../../src/core/alert/render-alert.ts'
import { renderNotice } from '../../../src/core/alert/render-notice.ts'

test('a notice says its paragraphs as text and as HTML', () => {
  const { subject, text, html } = renderNotice({
    subject: 'Not delivered',
    paragraphs: ['It was refused.', 'Reason: <550> no such user'],
  })

  expect(subject).toBe('Policywatch: Not delivered')
  expect(text).toBe('It was refused.\n\nReason: <550> no such user\n')
  expect(html).toContain('<p>Reason: &lt;550&gt; no such user</p>')
})

test('words of others in it are on one line each and turn no writing direction', () => {
  const foreign = '550 \u202Eno\r\n\r\nsuch\tuser\u0007'

  const { subject, text, html } = renderNotice({ subject: foreign, paragraphs: [foreign] })

  expect(subject).toBe('Policywatch: 550 no such user')
  expect(text).toBe('550 no such user\n')
  expect(html).toContain('<p>550 no such user</p>')
})

test('a notice of any length stays below the size of an alert', () => {
  const long = '"'.repeat(92_000)

  const { subject, text, html } = renderNotice({
    subject: long,
    paragraphs: Array.from({ length: 500 }, () => long),
  })

  expect([...subject]).toHaveLength(150)
  expect(Buffer.byteLength(html)).toBeLessThan(MAX_BODY_BYTES)
  expect(text).toContain('476 more paragraphs are left out.')
})
