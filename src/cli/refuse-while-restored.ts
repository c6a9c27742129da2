import { describeHolder, findRestorer } from '../store/lock.ts'
import { CommandError } from './command.ts'

/** Throws a CommandError while the database is being replaced. */
export function refuseWhileRestored(dataDir: string): void {
  const restorer = findRestorer(dataDir)
  if (restorer === null) return
  throw new CommandError(`${describeHolder(restorer)} replaces the database in ${dataDir}`, {
    hint: 'try again when it is done: what is recorded now would be lost with the old one',
  })
}
