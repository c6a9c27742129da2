import { stat } from 'node:fs/promises'

/**
 * What the file system says of some files, in one text: another text means that one of them may have changed. Links are
 * followed, so that a folder in which a link is turned to another file (Kubernetes) is noticed too. Never throws: a file
 * that is missing or refused is a state like others.
 */
export async function fingerprintFiles(paths: readonly string[]): Promise<string> {
  return (await Promise.all(paths.map(fingerprintFile))).join('\n')
}

async function fingerprintFile(path: string): Promise<string> {
  try {
    const { dev, ino, mode, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
    return [dev, ino, mode, size, mtimeNs, ctimeNs].join(' ')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}
