import { expect, test } from 'vitest'
import { parseSmtpUrl, type SmtpServer } from '../../../src/core/alert/smtp-url.ts'

const SERVER: SmtpServer = {
  host: 'mail.example.org',
  port: 465,
  isSecure: true,
  login: null,
  isCertificateChecked: true,
}

test.each<readonly [string, Partial<SmtpServer>]>([
  ['smtps://mail.example.org', {}],
  ['smtps://mail.example.org/', {}],
  ['SMTPS://mail.example.org:10465', { port: 10_465 }],
  ['smtp://mail.example.org', { isSecure: false, port: 25 }],
  [
    'smtp://u:p@mail.example.org',
    { isSecure: false, port: 587, login: { user: 'u', password: 'p' } },
  ],
  ['smtps://u:p@mail.example.org', { login: { user: 'u', password: 'p' } }],
  ['smtps://u@example.org:p@mail.example.org', { login: { user: 'u@example.org', password: 'p' } }],
  ['smtps://u:p@ss/w#r?d:1@mail.example.org', { login: { user: 'u', password: 'p@ss/w#r?d:1' } }],
  ['smtps://u%40x:p%2Fq@mail.example.org', { login: { user: 'u@x', password: 'p/q' } }],
  ['smtps://u:100%@mail.example.org', { login: { user: 'u', password: '100%' } }],
  ['smtp://[::1]:2525', { isSecure: false, host: '::1', port: 2525 }],
  ['smtp://127.0.0.1:2525', { isSecure: false, host: '127.0.0.1', port: 2525 }],
  ['smtps://mail.example.org?tls.rejectUnauthorized=false', { isCertificateChecked: false }],
])('%s is understood', (url, expected) => {
  const result = parseSmtpUrl(url)

  expect(result).toEqual({ kind: 'parsed', server: { ...SERVER, ...expected } })
})

test.each([
  ['', 'form'],
  ['mail.example.org', 'form'],
  ['https://mail.example.org', 'form'],
  ['smtp://', 'form'],
  ['smtp://mail example.org', 'form'],
  ['smtp://mail.example.org:99999', 'port'],
  ['smtp://mail.example.org:0', 'port'],
  ['smtp://u@mail.example.org', 'lacks'],
  ['smtp://u:@mail.example.org', 'lacks'],
  ['smtp://mail.example.org?pool=true', 'option'],
])('%j is refused with what is wrong', (url, word) => {
  const result = parseSmtpUrl(url)

  expect(result).toEqual({ kind: 'malformed', problem: expect.stringContaining(word) })
})

test('what is wrong never tells the password', () => {
  const result = parseSmtpUrl('smtp://u:hunter2@mail.example.org:99999')

  expect(JSON.stringify(result)).not.toContain('hunter2')
})
