import { stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * Why the system does not let this process read a file, as the end of a sentence that begins with its name: who asks, and
 * whose it is. In a container both are numbers that nobody has seen, and ownership is nearly always the reason.
 */
export async function describeDenial(file: string): Promise<string> {
  const user = process.getuid?.()
  const who = user === undefined ? 'this user' : `user ${user}`
  const closed = await findClosedFolder(path.dirname(path.resolve(file)))
  if (closed !== null) return `may not be read by ${who}: its folder ${closed} is closed to it`
  const owner = await stat(file).then(
    ({ uid, gid, mode }) =>
      ` (it belongs to user ${uid} and group ${gid}, with mode ${(mode & 0o7777).toString(8)})`,
    () => '', // gone meanwhile
  )
  return `may not be read by ${who}${owner}`
}

/** The uppermost folder of those above a file that may not be gone through. */
async function findClosedFolder(folder: string): Promise<string | null> {
  const parent = path.dirname(folder)
  const above = parent === folder ? null : await findClosedFolder(parent)
  if (above !== null) return above
  return await stat(`${folder}/.`).then(
    () => null,
    (error: unknown) => (isDenial(error) ? folder : null),
  )
}

function isDenial(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EACCES'
}

/** What to do about it. */
export function remedyOfDenial(file: string): string {
  const user = process.getuid?.() ?? 'USER'
  return `give it to the user that this runs as (chown ${user} ${file}), or let others read it (chmod a+r ${file}); in a container, on the machine that it is mounted from`
}
