import { mkdirSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'

/** The data folder cannot be made or used. The message names the place and the reason, for a person. */
export class DataDirError extends Error {
  override readonly name = 'DataDirError'
}

/**
 * Makes a folder with all those above it. Node's own recursive mkdir never returns for a folder under /proc, which
 * says of every new folder that the one above it is missing.
 */
export function makeDataDir(dataDir: string): void {
  const there = findStats(dataDir)
  if (there?.isDirectory() === true) return
  if (there !== undefined) throw new DataDirError(`${dataDir} is a file, and should be a folder`)
  const parent = path.dirname(dataDir)
  if (parent !== dataDir) makeDataDir(parent)
  try {
    mkdirSync(dataDir)
  } catch (error) {
    if (findStats(dataDir)?.isDirectory() === true) return // another process was faster
    throw new DataDirError(`the folder ${dataDir} cannot be made (${reasonOf(error)})`, {
      cause: error,
    })
  }
}

function findStats(dataDir: string): Stats | undefined {
  try {
    return statSync(dataDir, { throwIfNoEntry: false })
  } catch (error) {
    throw new DataDirError(`${dataDir} cannot be reached (${reasonOf(error)})`, { cause: error })
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
