import { closeSync, openSync, readSync } from 'node:fs'

/** Bytes 18 and 19 of a database say how it is written and read: 1 by itself, 2 with a log of changes beside it (-wal). */
const READ_VERSION_AT = 19
const WITH_LOG = 2

/** Whether a database file may have a part of its content in a -wal beside it. */
export function mayHaveLog(file: string): boolean {
  const header = Buffer.alloc(READ_VERSION_AT + 1)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, header, 0, header.length, 0)
  } finally {
    closeSync(handle)
  }
  return header[READ_VERSION_AT] === WITH_LOG
}
