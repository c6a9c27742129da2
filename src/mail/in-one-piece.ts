import { Readable } from 'node:stream'

/**
 * A message as one piece, which is not begun before it is read. nodemailer makes it in a dozen, and each went to the network by
 * itself: with TLS that is a record each.
 */
export function inOnePiece(message: Readable): Readable {
  return Readable.from(gather(message), { objectMode: false })
}

async function* gather(message: Readable): AsyncGenerator<Buffer> {
  yield Buffer.concat(await message.toArray())
}
