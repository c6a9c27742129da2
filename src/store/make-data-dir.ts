import { accessSync, constants, mkdirSync } from 'node:fs'
import path from 'node:path'
import { findStats, notAFolder, refusedBySystem } from './data-dir-error.ts'

/** Makes a folder for data where it is missing. Throws a DataDirError when it cannot be made or not be written. */
export function makeDataDir(dataDir: string): void {
  makeFolder(dataDir)
  requireWritable(dataDir)
}

/**
 * Makes a folder with all those above it. Node's own recursive mkdir never returns for a folder under /proc, which
 * says of every new folder that the one above it is missing.
 */
function makeFolder(folder: string): void {
  const there = findStats(folder)
  if (there?.isDirectory() === true) return
  if (there !== null) throw notAFolder(folder)
  const parent = path.dirname(folder)
  if (parent !== folder) makeFolder(parent)
  try {
    mkdirSync(folder)
  } catch (error) {
    if (findStats(folder)?.isDirectory() === true) return // another process was faster
    throw refusedBySystem({ what: `cannot make the folder ${folder}`, place: parent, error })
  }
}

/** Throws a DataDirError when this process may not write a file or folder that is there. */
export function requireWritable(place: string): void {
  if (findStats(place) === null) return
  try {
    accessSync(place, constants.R_OK | constants.W_OK)
  } catch (error) {
    throw refusedBySystem({ what: `may not write ${place}`, place, error })
  }
}

/**
 * Whether a file of the data folder is there. Throws a DataDirError when that cannot be told: a folder that may not be
 * looked into is not an empty one.
 */
export function hasDataFile(dataDir: string, name: string): boolean {
  for (let folder = dataDir; ; folder = path.dirname(folder)) {
    const there = findStats(folder)
    if (there !== null && !there.isDirectory()) throw notAFolder(folder)
    if (there !== null || folder === path.dirname(folder)) break
  }
  const file = path.join(dataDir, name)
  if (findStats(file) === null) return false
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch (error) {
    throw refusedBySystem({ what: `may not read ${file}`, place: file, error })
  }
}
