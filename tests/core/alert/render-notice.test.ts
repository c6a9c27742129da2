import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { MAX_BODIES_BYTES } from '../../../src/core/alert/render-alert.ts'
import { renderNotice } from '../../../src/core/alert/render-notice.ts'
import { wireBytesOf } from '../../../src/core/alert/wire-bytes.ts'

test('a notice says its paragraphs as text and as HTML', () => {
  const { subject, text, html } = renderNotice({
    subject: 'Not delivered',
    paragraphs: ['It was refused.', 'Reason: <550> no such user'],
  })

  expect(subject).toBe('Policywatch: Not delivered')
  expect(text).toBe('It was refused.\n\nReason: <550> no such user\n')
  expect(html).toMatch(/<p [^>]*>Reason: &lt;550&gt; no such user<\/p>/)
})

test('words of others in it are on one line each and turn no writing direction', () => {
  const foreign = '550 \u202Eno\r\n\r\nsuch\tuser\u0007'

  const { subject, text, html } = renderNotice({ subject: foreign, paragraphs: [foreign] })

  expect(subject).toBe('Policywatch: 550 no such user')
  expect(text).toBe('550 no such user\n')
  expect(html).toMatch(/<p [^>]*>550 no such user<\/p>/)
})

test.each(['"', '한', '🚢'])(
  'a notice of any length in %s stays below the size of an alert',
  (letter) => {
    const long = letter.repeat(46_000)

    const { subject, text, html } = renderNotice({
      subject: long,
      paragraphs: Array.from({ length: 500 }, () => long),
    })

    expect([...subject]).toHaveLength(150)
    expect(wireBytesOf({ html, text })).toBeLessThan(MAX_BODIES_BYTES)
    expect(text).toContain('478 more paragraphs are left out.')
  },
)

test('a notice stands in the same frame as an alert', () => {
  const { html } = renderNotice({ subject: 'trade is broken', paragraphs: ['Since noon: 404.'] })

  const { document } = parseHTML(html)
  expect(document.querySelector('.masthead')?.textContent).toBe(
    'Policywatch · to the administrators',
  )
  expect(document.querySelector('h1')?.textContent).toBe('trade is broken')
  expect(document.body.textContent).toContain('your address is among the admins in config.yaml')
  expect(html).toContain('@media (prefers-color-scheme:dark)')
})
