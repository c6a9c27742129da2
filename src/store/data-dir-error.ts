import { type Stats, statSync } from 'node:fs'

type Complaint = {
  /** What may not be done, as the end of a sentence that begins with the user: `may not read /data`. */
  readonly what: string
  readonly place: string
  readonly error: unknown
}

/** The data folder, or a file in it, cannot be used. The message names place, user and reason; `remedy` is what to do. */
export class DataDirError extends Error {
  override readonly name = 'DataDirError'
  readonly remedy: string

  constructor(message: string, remedy: string, options: ErrorOptions = {}) {
    super(message, options)
    this.remedy = remedy
  }
}

const OTHER_FOLDER = 'name another folder as "data" in the configuration'

/** What the system refuses to this process, with the user that it runs as: ownership is nearly always the reason. */
export function refusedBySystem({ what, place, error }: Complaint): DataDirError {
  const user = process.getuid?.()
  const who = nameOfUser()
  const remedies: Readonly<Record<string, string>> = {
    EROFS: `mount it writable, or ${OTHER_FOLDER}`,
    EACCES: `run this as the user that it belongs to${describeOwner(place)}, or give it to ${who} (chown -R ${user ?? 'USER'} ${place}); or ${OTHER_FOLDER}`,
  }
  const reason = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return new DataDirError(`${who} ${what} (${reason})`, remedies[code] ?? OTHER_FOLDER, {
    cause: error,
  })
}

/** Who this process runs as, by number. */
export function nameOfUser(): string {
  const user = process.getuid?.()
  return user === undefined ? 'this user' : `user ${user}`
}

/** A path of the data leads through something that is no folder. */
export function notAFolder(place: string): DataDirError {
  return new DataDirError(`${place} is a file, and should be a folder`, OTHER_FOLDER)
}

/** What stands at a place, null where nothing does. Throws a DataDirError when that cannot be seen. */
export function findStats(place: string): Stats | null {
  try {
    return statSync(place)
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    }
    throw refusedBySystem({ what: `may not look at ${place}`, place, error })
  }
}

function describeOwner(place: string): string {
  try {
    return `, user ${statSync(place).uid}`
  } catch {
    return ''
  }
}
