/**
 * How large an e-mail is on its way, which is what mail programs cut by: a body is sent as quoted-printable where most of
 * its letters are Latin, else as base64 (nodemailer's choice), so that a Korean word in an English page takes nine bytes a
 * letter. Counted in one pass, because it is asked many times while an e-mail is filled.
 */

export type MailBodies = { readonly html: string; readonly text: string }

/** Letters that a way out may add to a body, and so turn it from base64 to quoted-printable. */
const ADDED_LETTERS = 1_000

/** At most this many bytes, both bodies together, encoded. */
export function wireBytesOf({ html, text }: MailBodies): number {
  return bytesOf(html) + bytesOf(text)
}

function bytesOf(body: string): number {
  const bytes = Buffer.from(body)
  const { latinCount, foreignCount } = countLetters(body)
  const asBase64 = base64BytesOf(bytes.length)
  if (foreignCount >= latinCount + ADDED_LETTERS) return asBase64
  const asQuoted = quotedBytesOf(bytes)
  return foreignCount < latinCount ? asQuoted : Math.max(asQuoted, asBase64)
}

function countLetters(body: string): {
  readonly latinCount: number
  readonly foreignCount: number
} {
  let latinCount = 0
  let foreignCount = 0
  for (let index = 0; index < body.length; index += 1) {
    const unit = body.charCodeAt(index)
    const isLatin = (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)
    if (isLatin) latinCount += 1
    else if (unit >= 0x80) foreignCount += 1
  }
  return { latinCount, foreignCount }
}

/** RFC 2045: lines of 76 characters and a line break. */
const BASE64_LINE = 76

function base64BytesOf(byteCount: number): number {
  const length = Math.ceil(byteCount / 3) * 4
  return length + 2 * Math.ceil(length / BASE64_LINE)
}

/** Lines end after 76 characters at most, but not within a character or, within the last third, a word. */
const SHORTEST_QUOTED_LINE = 50
const LONGEST_QUOTED_LINE = 76
/** `=` and a line break. */
const SOFT_BREAK_BYTES = 3

const NEWLINE = 0x0a
const SPACE = 0x20
const EQUALS = 0x3d
const TILDE = 0x7e

function quotedBytesOf(bytes: Uint8Array): number {
  let total = 0
  let line = 0
  for (const byte of bytes) {
    if (byte !== NEWLINE) {
      line += (byte >= SPACE && byte <= TILDE && byte !== EQUALS) || byte === 0x09 ? 1 : 3
    } else {
      total += lengthOfLine(line)
      line = 0
    }
  }
  return total + lengthOfLine(line)
}

/** With its line break, and a space at its end, which is escaped. */
function lengthOfLine(length: number): number {
  const breakCount =
    length <= LONGEST_QUOTED_LINE - 2 ? 0 : Math.floor(length / SHORTEST_QUOTED_LINE)
  return length + breakCount * SOFT_BREAK_BYTES + 4
}
