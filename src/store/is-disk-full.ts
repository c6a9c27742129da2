/**
 * SQLite says FULL for ENOSPC alone. A quota that is used up is IOERR_WRITE, or comes when what was written is forced to
 * the disk; SHMSIZE and MMAP are the shared memory beside the database, which lies on the same disk.
 */
const CODES: ReadonlySet<string> = new Set([
  'SQLITE_FULL',
  'SQLITE_IOERR_WRITE',
  'SQLITE_IOERR_FSYNC',
  'SQLITE_IOERR_TRUNCATE',
  'SQLITE_IOERR_SHMSIZE',
  'ENOSPC',
  'EDQUOT',
])

/** Whether an error says that nothing can be written, by the system or by SQLite, also where it is the cause of another one. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && CODES.has(String(error.code))) return true
  return error.cause !== undefined && isDiskFull(error.cause)
}
