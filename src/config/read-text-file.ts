import { open } from 'node:fs/promises'

/** A text file, or why it cannot be read, as the end of a sentence that begins with its name. */
export type TextFile =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly code: string; readonly message: string }

/** A configuration of 100,000 rules has about 15 MB; beyond this, the path is a mistake. */
const MAX_FILE_BYTES = 64 * 1024 * 1024

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'may not be read by this user',
  EISDIR: 'is a folder, not a file',
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: a part of its path is not a folder',
  ELOOP: 'is a symbolic link that leads back to itself',
}

/** Reads a UTF-8 text without its byte order mark. Never throws for what a disk or an operator may do. */
export async function readTextFile(path: string): Promise<TextFile> {
  try {
    await using handle = await open(path, 'r')
    const stat = await handle.stat()
    if (stat.isDirectory()) return unreadable('EISDIR', 'is a folder, not a file')
    if (!stat.isFile() && !stat.isFIFO()) return unreadable('special', 'is not an ordinary file')
    if (stat.size > MAX_FILE_BYTES) return unreadable('too-large', 'is larger than 64 MiB')
    return decode(await handle.readFile())
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const message = error instanceof Error ? error.message : String(error)
    return unreadable(code, REASONS[code] ?? `cannot be read: ${message}`)
  }
}

function unreadable(code: string, message: string): TextFile {
  return { kind: 'unreadable', code, message }
}

function decode(bytes: Uint8Array): TextFile {
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (isUtf16) return unreadable('encoding', 'is UTF-16; save it as UTF-8')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (text.includes('\0')) return unreadable('encoding', 'is not text: it holds zero bytes')
    return { kind: 'read', text }
  } catch {
    return unreadable('encoding', `is not UTF-8 in line ${findBadLine(bytes)}; save it as UTF-8`)
  }
}

/** The first line, counted from 1, that is not UTF-8. */
function findBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8')
  const lines = decoder.decode(bytes).split('\n')
  return lines.findIndex((line) => line.includes('\ufffd')) + 1
}
