import { encodeWord } from 'nodemailer/lib/mime-funcs'

/**
 * Text that looks like an encoded-word (`=?utf-8?Q?…?=`, RFC 2047) is decoded where it arrives, line breaks included,
 * unless it is encoded itself; nodemailer takes it for one that is encoded already.
 */

const OPENING = '=?'

/** An encoded-word may have 75 characters (RFC 2047); nodemailer's own are this long. */
const MAX_WORD_LENGTH = 52

/** Takes no room and no part in the reading. */
const WORD_JOINER = '\u2060'

/** A text for an unstructured header, encoded where it looks as if it were. */
export function literalText(text: string): string {
  return text.includes(OPENING) ? encodeWord(text, 'B', MAX_WORD_LENGTH) : text
}

/**
 * A name for an address header that reads as it is. There nodemailer encodes everything that is not ASCII and puts the
 * rest between quotation marks, within which many programs decode all the same; so the name is made one of the first.
 */
export function literalName(name: string): string {
  return name.replaceAll(OPENING, `=${WORD_JOINER}?`)
}
