import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { describeDenial } from './describe-denial.ts'

/** A text file, or why it cannot be read, as the end of a sentence that begins with its name. */
export type TextFile =
  | { readonly kind: 'read'; readonly text: string }
  | {
      readonly kind: 'unreadable'
      readonly code: string
      readonly message: string
      /** What could be read nevertheless, and where that ends; null where nothing could. */
      readonly partial: PartialText | null
    }

/** A text in which � stands for what is not UTF-8; `offset` is where it begins to be wrong, in UTF-16 units. */
export type PartialText = { readonly text: string; readonly offset: number }

/** A configuration of 100,000 rules has about 15 MB; beyond this, the path is a mistake. */
const MAX_FILE_BYTES = 64 * 1024 * 1024

const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'is a folder, not a file',
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: a part of its path is not a folder',
  ELOOP: 'is a symbolic link that leads back to itself',
}

/** Reads a UTF-8 text without its byte order mark. Never throws for what a disk or an operator may do. */
export async function readTextFile(path: string): Promise<TextFile> {
  return await read(path, constants.O_RDONLY)
}

async function read(path: string, flags: number): Promise<TextFile> {
  try {
    await using handle = await open(path, flags)
    const found = await handle.stat()
    if (found.isFIFO() && (flags & constants.O_NONBLOCK) !== 0) return PIPE
    if (found.isDirectory()) return unreadable('EISDIR', 'is a folder, not a file')
    if (!found.isFile() && !found.isFIFO()) return unreadable('special', 'is not an ordinary file')
    if (found.size > MAX_FILE_BYTES) return unreadable('too-large', 'is larger than 64 MiB')
    return decode(await handle.readFile())
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'EACCES') return unreadable(code, await describeDenial(path))
    const message = error instanceof Error ? error.message : String(error)
    return unreadable(code, REASONS[code] ?? `cannot be read: ${message}`)
  }
}

/** Reads a text that was read before. Does not wait, as a pipe makes one wait, for somebody who writes it anew. */
export async function rereadTextFile(path: string): Promise<TextFile> {
  const isPipe = await stat(path).then(
    (found) => found.isFIFO(),
    () => false, // reading it says why
  )
  // a pipe may take the place of the file in this moment, and to open one would wait as well
  return isPipe ? PIPE : await read(path, constants.O_RDONLY | constants.O_NONBLOCK)
}

const PIPE = unreadable('pipe', 'is a pipe, which can be read only once, at the start')

function unreadable(code: string, message: string, partial: PartialText | null = null): TextFile {
  return { kind: 'unreadable', code, message, partial }
}

function decode(bytes: Uint8Array): TextFile {
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (isUtf16) return unreadable('encoding', 'is UTF-16; save it as UTF-8')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const zero = text.indexOf('\0')
    if (zero === -1) return { kind: 'read', text }
    return unreadable('encoding', 'is not text: it holds zero bytes', { text, offset: zero })
  } catch {
    const lines = new TextDecoder('utf-8').decode(bytes).split('\n')
    const bad = findBadLine(bytes)
    const before = lines.slice(0, bad).reduce((length, line) => length + line.length + 1, 0)
    const offset = before + Math.max(0, lines[bad]?.indexOf('\ufffd') ?? 0)
    const message = `is not UTF-8 in line ${bad + 1}; save it as UTF-8`
    return unreadable('encoding', message, { text: lines.join('\n'), offset })
  }
}

/** The first line, counted from 0, that is not UTF-8. A � that stands in the file itself is. */
function findBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 0
  for (let start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start)
    try {
      decoder.decode(bytes.subarray(start, end === -1 ? undefined : end))
    } catch {
      return line
    }
    if (end === -1) return line
    start = end + 1
  }
}
