import { rmSync } from 'node:fs'
import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DataDirError } from '../../store/data-dir-error.ts'
import { makeDataDir } from '../../store/make-data-dir.ts'
import { CommandError } from '../command.ts'

export type DemoFolder = { readonly path: string; readonly remove: () => void }

/**
 * A folder for the demo: a temporary one that `remove` takes away with all that is in it, or the one to keep, which
 * must be new or empty and stays.
 */
export async function openDemoFolder(keep: string | null): Promise<DemoFolder> {
  if (keep !== null) return { path: await makeEmptyFolder(path.resolve(keep)), remove: leaveAlone }
  const folder = await mkdtemp(path.join(tmpdir(), 'policywatch-demo-'))
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

async function makeEmptyFolder(folder: string): Promise<string> {
  const hint = 'name a new folder for --keep'
  try {
    makeDataDir(folder)
  } catch (error) {
    if (error instanceof DataDirError) throw new CommandError(error.message, { cause: error, hint })
    throw error
  }
  const names = await readdir(folder)
  if (names.length === 0) return folder
  throw new CommandError(`${folder} is not empty`, { hint })
}

function leaveAlone(): void {
  // the folder is to be kept
}
