import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { inOnePiece } from '../../src/mail/in-one-piece.ts'

test('a message that is made in pieces comes as one', async () => {
  const message = Readable.from(
    [Buffer.from('Subject: a\r\n'), Buffer.from('\r\n'), Buffer.from('b')],
    {
      objectMode: false,
    },
  )

  const pieces = await inOnePiece(message).toArray()

  expect(pieces.map(String)).toEqual(['Subject: a\r\n\r\nb'])
})

test('a message is not begun before it is read', async () => {
  const message = Readable.from([Buffer.from('a')], { objectMode: false })

  const piece = inOnePiece(message)
  await new Promise((resolve) => setImmediate(resolve))

  expect([piece.readableDidRead, message.readableDidRead]).toEqual([false, false])
  await piece.toArray()
  expect([piece.readableDidRead, message.readableDidRead]).toEqual([true, true])
})

test('what makes the message fail is what its reader is told', async () => {
  const message = new Readable({ read: () => message.destroy(new Error('no key')) })

  await expect(inOnePiece(message).toArray()).rejects.toThrow('no key')
})
