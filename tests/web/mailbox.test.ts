import { symlink, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { mail, openWeb } from './open-web.ts'

const XSS = '<script>alert(1)</script>'

describe('the mailbox page', () => {
  it('lists messages with subject, recipient, time and the beginning of the text', async () => {
    const web = await openWeb({
      mails: { 'a.eml': mail({ subject: 'Two reactors', text: 'Busan plans two SMRs.' }) },
    })

    const page = await web.get('/mail')

    expect(page.status).toBe(200)
    expect(page.body).toContain('Two reactors')
    expect(page.body).toContain('Trade team &lt;trade@example.org&gt;')
    expect(page.body).toContain('datetime="2026-03-02T09:00:00.000Z"')
    expect(page.body).toContain('Busan plans two SMRs.')
  })

  it('shows of an alert the first passage that it quotes, cut at a word', async () => {
    const text = `Policywatch · desk\r\n\r\nTwo reactors\r\nhttps://a.example/1\r\n\r\n    Busan plans two *SMRs* ${'and more '.repeat(40)}\r\n`
    const web = await openWeb({ mails: { 'a.eml': mail({ subject: 'Two reactors', text }) } })

    const page = await web.get('/mail')

    expect(page.body).toMatch(/"preview">Busan plans two SMRs and more .*(and|more) …</)
    expect(page.body).not.toContain('https://a.example/1')
  })

  it('has no preview of an alert that quotes nothing', async () => {
    const text = 'Policywatch · desk\r\n\r\nTwo reactors\r\n'
    const web = await openWeb({ mails: { 'a.eml': mail({ subject: 'Two reactors', text }) } })

    const page = await web.get('/mail')

    expect(page.body).not.toContain('class="preview"')
  })

  it('puts the newest message first', async () => {
    const web = await openWeb({
      mails: { 'a.eml': mail({ subject: 'older' }), 'b.eml': mail({ subject: 'newer' }) },
    })
    await utimes(path.join(web.outboxDir, 'a.eml'), 1_000, 1_000)

    const page = await web.get('/mail')

    expect(page.body.indexOf('newer')).toBeLessThan(page.body.indexOf('older'))
  })

  it('looks at no more messages than it shows: their names tell which are the newest', async () => {
    const entries = Array.from({ length: 101 }, (_, n): [string, string] => [
      `20260302T09${String(n % 60).padStart(2, '0')}${n < 60 ? '00' : '30'}Z-a.${n}.eml`,
      mail({ subject: `Message ${n}.` }),
    ])
    const web = await openWeb({ mails: Object.fromEntries(entries) })
    await utimes(path.join(web.outboxDir, '20260302T090000Z-a.0.eml'), 1e10, 1e10)
    await utimes(path.join(web.outboxDir, '20260302T090030Z-a.60.eml'), 1e10, 1e10)

    const page = await web.get('/mail')

    expect(page.body).not.toContain('Message 0.')
    expect(page.body).toContain('1 older messages stay')
    expect(page.body.indexOf('Message 60.')).toBeLessThan(page.body.indexOf('Message 59.'))
  })

  it('takes a name that holds no time for a name', async () => {
    const mails = { '20269999T999999Z-a.eml': mail({ subject: 'No such day' }) }
    const web = await openWeb({ mails })

    const page = await web.get('/mail')

    expect(page.body).toContain('No such day')
  })

  it('shows a message that arrives later', async () => {
    const web = await openWeb()
    await web.get('/mail')
    await writeFile(path.join(web.outboxDir, 'late.eml'), mail({ subject: 'Just in' }))

    const page = await web.get('/mail')

    expect(page.body).toContain('Just in')
  })

  it('says so when there is no message and no folder yet', async () => {
    const web = await openWeb({ outboxDir: '/nonexistent/outbox' })

    const page = await web.get('/mail')

    expect(page.status).toBe(200)
    expect(page.body).toContain('No message yet')
  })

  it('shows a file that is no message as unreadable, beside the others', async () => {
    const tooDeep = Array.from(
      { length: 400 },
      (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
    ).join('')
    const mails = { 'bad.eml': tooDeep, 'good.eml': mail({ subject: 'Two reactors' }) }
    const web = await openWeb({ mails })

    const list = await web.get('/mail')
    const page = await web.get('/mail/bad.eml')
    const source = await web.get('/mail/bad.eml/source')

    expect(list.status).toBe(200)
    expect(list.body).toContain('(unreadable)')
    expect(list.body).toContain('Two reactors')
    expect(page.body).toContain('cannot be read as a message')
    expect(source.body).toContain('boundary=b7')
  })

  it('escapes a subject and a text that are markup', async () => {
    const web = await openWeb({ mails: { 'x.eml': mail({ subject: XSS, text: XSS }) } })

    const page = await web.get('/mail')

    expect(page.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page.body).not.toContain(XSS)
  })

  it('stands under / when it is the home', async () => {
    const web = await openWeb({
      home: 'mailbox',
      mails: { 'a.eml': mail({ subject: 'Two reactors' }) },
    })

    const page = await web.get('/')

    expect(page.body).toContain('Two reactors')
  })

  it('is absent when a mail server is configured', async () => {
    const web = await openWeb({ hasMailbox: false })

    const page = await web.get('/mail')

    expect(page.status).toBe(404)
  })
})

describe('the page of a message', () => {
  it('shows its headers and its HTML part in a frame without scripts', async () => {
    const web = await openWeb({ mails: { 'a.eml': mail({ subject: 'Two reactors' }) } })

    const page = await web.get('/mail/a.eml')

    expect(page.body).toContain('<h1>Two reactors</h1>')
    expect(page.body).toMatch(
      /<iframe[^>]+src="\/mail\/a\.eml\/html"[^>]+sandbox="allow-popups allow-popups-to-escape-sandbox"/,
    )
  })

  it('shows the date with its year and zone', async () => {
    const web = await openWeb({ mails: { 'a.eml': mail({ subject: 's' }) } })

    const page = await web.get('/mail/a.eml')

    expect(page.body).toMatch(/<dt>Date<\/dt><dd><time[^>]*>2 Mar 2026, \d\d:\d\d \S+<\/time>/)
  })

  it('shows no date of a message without one', async () => {
    const web = await openWeb({ mails: { 'a.eml': 'Subject: s\r\n\r\nwords\r\n' } })

    const page = await web.get('/mail/a.eml')

    expect(page.body).not.toContain('<dt>Date</dt>')
  })

  it('serves the HTML part under a policy that runs and loads nothing', async () => {
    const web = await openWeb({
      mails: { 'a.eml': mail({ subject: 's', html: `<p>Fine</p>${XSS}` }) },
    })

    const frame = await web.get('/mail/a.eml/html')

    expect(frame.body).toContain('<p>Fine</p>')
    expect(frame.headers['content-security-policy']).toMatch(
      /^default-src 'none';.* sandbox allow-popups/,
    )
    expect(frame.headers['content-security-policy']).not.toContain('script-src')
  })

  it('lets links of the HTML part open in a page of their own', async () => {
    const web = await openWeb({ mails: { 'a.eml': mail({ subject: 's' }) } })

    const frame = await web.get('/mail/a.eml/html')

    expect(frame.body).toContain('<head><base target="_blank">')
  })

  it('shows plain text and source, escaped', async () => {
    const web = await openWeb({ mails: { 'a.eml': mail({ subject: 's', text: XSS, html: XSS }) } })

    const text = await web.get('/mail/a.eml/text')
    const source = await web.get('/mail/a.eml/source')

    expect(text.body).toContain('&lt;script&gt;alert(1)')
    expect(source.body).toContain('Content-Type: multipart/alternative')
    expect([text.body, source.body].join('')).not.toContain(XSS)
  })

  it('shows a broken message instead of failing', async () => {
    const web = await openWeb({ mails: { 'a.eml': '\u0000\u0001 no headers at all' } })

    const page = await web.get('/mail/a.eml')

    expect(page.status).toBe(200)
    expect(page.body).toContain('(no subject)')
  })

  it.each([
    '/mail/..%2f..%2fetc%2fpasswd',
    '/mail/../../etc/passwd',
    '/mail/..%2fsecret.eml',
    '/mail/%2e%2e%2fsecret.eml/source',
    '/mail/.hidden.eml',
    '/mail/a.eml%00',
    '/mail/a.txt',
    '/mail/missing.eml',
    '/mail/folder%5cfile.eml',
  ])('has nothing under %s', async (target) => {
    const web = await openWeb({ mails: { 'a.txt': 'secret', '.hidden.eml': 'secret' } })
    await writeFile(path.join(web.outboxDir, '..', 'secret.eml'), 'secret')

    const page = await web.get(target)

    expect(page.status).toBe(404)
    expect(page.body).not.toContain('secret')
  })

  it('does not follow a link out of the folder', async () => {
    const web = await openWeb()
    await symlink('/etc/hostname', path.join(web.outboxDir, 'out.eml'))

    const page = await web.get('/mail/out.eml/source')

    expect(page.status).toBe(404)
  })
})
