import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes or replaces a file that is there whole or not at all, also after a power cut: written beside it, forced to the
 * disk, then renamed. Rejects with the system's error, and leaves nothing behind then. Makes the folder when needed.
 */
export async function writeWholeFile(file: string, content: string | Buffer): Promise<void> {
  const folder = dirname(file)
  const unfinished = `${file}.part`
  await mkdir(folder, { recursive: true })
  try {
    await writeAndSync(unfinished, content)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {})
    throw error
  }
  // a rename is on the disk only when its folder is
  await syncFolder(folder)
}

async function writeAndSync(file: string, content: string | Buffer): Promise<void> {
  const handle = await open(file, 'w')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
