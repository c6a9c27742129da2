import { expect, it } from 'vitest'
import { externalLink } from '../../src/web/pages/external-link.ts'

it.each(['https://example.org/a?b=1', 'http://example.org/'])('leads to %s', (address) => {
  expect(`${externalLink(address, 'there')}`).toBe(
    `<a href="${address}" rel="noopener noreferrer nofollow">there</a>`,
  )
})

it.each([
  null,
  '',
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  '/relative',
])('shows the words alone for %j', (address) => {
  expect(`${externalLink(address, '<there>')}`).toBe('&lt;there&gt;')
})

it('lets no address out of its attribute', () => {
  expect(`${externalLink('https://example.org/"onclick="alert(1)', 'x')}`).not.toContain('"onclick')
})
