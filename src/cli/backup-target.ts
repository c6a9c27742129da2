import { lstatSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { CommandError, UsageError } from './command.ts'

/**
 * Where a backup goes. A link stays one, and leads to it. Throws for what is surely not meant: the configuration,
 * which --force would replace, and "-", which elsewhere stands for a stream.
 */
export function backupTarget(file: string, configFile: string): string {
  if (file === '-') {
    throw new UsageError(
      'a backup cannot be written to a stream, as it is verified first',
      'name a file; one that is called so is ./-',
    )
  }
  const target = followLink(path.resolve(file))
  if (target === followLink(path.resolve(configFile))) {
    throw new CommandError(`no backup was made: ${target} is the configuration`, {
      hint: 'name another file',
    })
  }
  return target
}

function followLink(file: string): string {
  if (!isLink(file)) return file
  try {
    return realpathSync(file)
  } catch (error) {
    throw new CommandError(`no backup was made: the link ${file} leads to nothing`, {
      hint: 'name another file, or remove the link',
      cause: error,
    })
  }
}

/** What cannot be looked at is told when it is to be written. */
function isLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink()
  } catch {
    return false
  }
}
