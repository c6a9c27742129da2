import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseHTML } from 'linkedom'
import { type ParsedMail, simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import type { RenderedAlert } from '../../../src/core/alert/render-alert.ts'
import { openMail } from '../../../src/mail/open-mail.ts'
import { MAILS } from '../../support/sample-mails.ts'
import { MAIL_OPTIONS, MESSAGE } from '../../support/sample-message.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

/** The message as a file, written by the program and read by a parser of others. */
async function writeAndRead(
  mail: RenderedAlert,
): Promise<{ readonly source: Buffer; readonly parsed: ParsedMail }> {
  const outboxDir = makeTempDir()
  await openMail({ ...MAIL_OPTIONS, outboxDir }).send({ ...MESSAGE, ...mail })
  const [name = ''] = await readdir(outboxDir)
  const source = await readFile(path.join(outboxDir, name))
  return { source, parsed: await simpleParser(source) }
}

function linksIn(html: string): readonly (string | null)[] {
  return [...parseHTML(html).document.querySelectorAll('a')].map((a) => a.getAttribute('href'))
}

test.each(MAILS)('the e-mail with %s is read back as it was rendered', async (_, mail) => {
  const { parsed } = await writeAndRead(mail)

  const html = parsed.html || '' // false where there is none
  expect(parsed.subject).toBe(mail.subject)
  expect(parsed.text).toBe(mail.text)
  expect(html).toBe(mail.html)
  expect(linksIn(html)).toEqual(linksIn(mail.html))
  expect(parsed.to).toMatchObject({ value: [{ address: MESSAGE.to.address }] })
  expect(parsed.attachments).toEqual([])
})

test.each(MAILS)('no line of the e-mail with %s is longer than servers take', async (_, mail) => {
  const { source } = await writeAndRead(mail)

  const lines = source.toString('latin1').split('\r\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998)
  expect(source.toString('latin1')).not.toMatch(/[^\r]\n|\r[^\n]/)
})
