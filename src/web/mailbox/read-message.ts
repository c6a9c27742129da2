import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import type { Address } from 'postal-mime'

/** One message of the outbox folder, as its recipient's mail program would understand it. */
export type MailMessage = {
  /** Name of the file. */
  readonly name: string
  readonly subject: string
  readonly from: string
  readonly to: string
  /** ISO 8601 from the Date header, else null. */
  readonly date: string | null
  readonly text: string | null
  readonly html: string | null
  /** The message as sent, undecoded. */
  readonly source: string
}

/** A bigger file is no message of ours. */
const LARGEST_MESSAGE_BYTES = 20_000_000

/**
 * Reads a message of `folder`. null when there is no such message, which is also said of every name that could lead
 * out of the folder. A file that is no message is told as an unreadable one, with its source.
 */
export async function readMessage(folder: string, name: string): Promise<MailMessage | null> {
  const bytes = isMessageName(name) ? await readPlainFile(path.join(folder, name)) : null
  if (bytes === null) return null
  const source = bytes.toString('utf8')
  const { default: PostalMime } = await import('postal-mime') // its table of entities takes 12 ms of a start
  const email = await PostalMime.parse(bytes).catch(() => null) // rejects for what is no message
  if (email === null) return { ...UNREADABLE, name, source }
  return {
    name,
    subject: email.subject ?? '(no subject)',
    from: formatAddress(email.from),
    to: (email.to ?? []).map(formatAddress).join(', '),
    date: isoOrNull(email.date),
    text: email.text ?? null,
    html: email.html ?? null,
    source,
  }
}

const UNREADABLE = {
  subject: '(unreadable)',
  from: 'unknown',
  to: 'unknown',
  date: null,
  text: 'This file cannot be read as a message. Its source may say why.',
  html: null,
} as const

/** A plain file name that ends in .eml: no separators, no leading dot, nothing a file system gives a meaning to. */
export function isMessageName(name: string): boolean {
  return /^[\w@+=,-][\w@+=,.-]{0,250}\.eml$/.test(name)
}

/** The bytes of a file of reasonable size; null for anything else, symbolic links included. */
async function readPlainFile(file: string): Promise<Buffer | null> {
  const handle = await open(
    file,
    constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
  ).catch(() => null)
  if (handle === null) return null
  try {
    const stats = await handle.stat()
    return stats.isFile() && stats.size <= LARGEST_MESSAGE_BYTES ? await handle.readFile() : null
  } finally {
    await handle.close()
  }
}

function formatAddress(address: Address | undefined): string {
  if (address === undefined) return ''
  if (address.group !== undefined) return address.group.map(formatAddress).join(', ')
  return address.name === '' ? address.address : `${address.name} <${address.address}>`
}

function isoOrNull(date: string | undefined): string | null {
  const ms = Date.parse(date ?? '')
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}
