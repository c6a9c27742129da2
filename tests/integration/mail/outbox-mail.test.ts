import { readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { openMail } from '../../../src/mail/open-mail.ts'
import { MAIL_OPTIONS, MESSAGE } from '../../support/sample-message.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

const newOutbox = (): string => path.join(makeTempDir(), 'outbox')

test('a message becomes a file that mail programs read', async () => {
  const outboxDir = newOutbox()

  await openMail({ ...MAIL_OPTIONS, outboxDir }).send(MESSAGE)

  const [name] = await readdir(outboxDir)
  const parsed = await simpleParser(await readFile(path.join(outboxDir, name!)))
  expect(parsed).toMatchObject({
    subject: MESSAGE.subject,
    messageId: MESSAGE.messageId,
    text: MESSAGE.text,
    html: MESSAGE.html,
  })
})

test('the result names the file', async () => {
  const outboxDir = newOutbox()

  const result = await openMail({ ...MAIL_OPTIONS, outboxDir }).send(MESSAGE)

  const [name] = await readdir(outboxDir)
  expect(result).toEqual({
    kind: 'accepted',
    response: `written to ${path.join(outboxDir, name!)}`,
  })
})

test('a second attempt takes the place of the first, byte for byte', async () => {
  const outboxDir = newOutbox()
  const mail = openMail({ ...MAIL_OPTIONS, outboxDir })

  await mail.send(MESSAGE)
  const [name] = await readdir(outboxDir)
  const first = await readFile(path.join(outboxDir, name!))
  await mail.send(MESSAGE)

  expect(await readdir(outboxDir)).toEqual([name])
  expect(await readFile(path.join(outboxDir, name!))).toEqual(first)
})

test('two messages of the same moment are two files', async () => {
  const outboxDir = newOutbox()
  const mail = openMail({ ...MAIL_OPTIONS, outboxDir })

  await mail.send({ ...MESSAGE, messageId: '<a/b@example.org>' })
  await mail.send({ ...MESSAGE, messageId: '<a:b@example.org>' })

  expect(await readdir(outboxDir)).toHaveLength(2)
})

test('a Message-ID cannot lead out of the folder', async () => {
  const outboxDir = newOutbox()

  await openMail({ ...MAIL_OPTIONS, outboxDir }).send({ ...MESSAGE, messageId: '<../../x@y>' })

  expect(await readdir(outboxDir)).toEqual([expect.stringMatching(/^20260303T002009Z-.*\.eml$/)])
})

test('a folder that cannot be made leaves the message waiting, with the reason', async () => {
  const file = path.join(makeTempDir(), 'a-file')
  await writeFile(file, '')

  const result = await openMail({ ...MAIL_OPTIONS, outboxDir: path.join(file, 'outbox') }).send(
    MESSAGE,
  )

  expect(result).toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('cannot be written'),
  })
})

test('verifying tries the folder and leaves nothing in it', async () => {
  const outboxDir = newOutbox()

  const result = await openMail({ ...MAIL_OPTIONS, outboxDir }).verify()

  expect(result).toEqual({ kind: 'ok' })
  expect(await readdir(outboxDir)).toEqual([])
})

test('verifying names a folder that cannot be made', async () => {
  const file = path.join(makeTempDir(), 'a-file')
  await writeFile(file, '')

  const result = await openMail({ ...MAIL_OPTIONS, outboxDir: path.join(file, 'outbox') }).verify()

  expect(result).toMatchObject({ kind: 'failed' })
})

test('a full disk leaves the message waiting and no half of a file', async () => {
  const outboxDir = newOutbox()
  const mail = openMail({ ...MAIL_OPTIONS, outboxDir })
  await mail.send(MESSAGE)
  const [name] = await readdir(outboxDir)
  await symlink('/dev/full', path.join(outboxDir, `${name!}.part`))

  const result = await mail.send(MESSAGE)

  expect(result.kind).toBe('unreachable')
  expect(await readdir(outboxDir)).toEqual([name])
})
