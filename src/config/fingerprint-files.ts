import { stat } from 'node:fs/promises'

/**
 * What the file system says of some files, in one text: another text means that one of them may have changed. Links are
 * followed, so that a folder in which a link is turned to another file (Kubernetes) is noticed too. Never throws: a file
 * that is missing or refused is a state like others.
 */
export async function fingerprintFiles(paths: readonly string[]): Promise<string> {
  return (await Promise.all(paths.map(fingerprintFile))).join('\n')
}

/** Whether one of the files that a text of `fingerprintFiles` tells of is a pipe. */
export function hasPipe(print: string): boolean {
  return print.split('\n').includes(PIPE)
}

/** Always the same, for a pipe cannot be read again, whatever may be in it. */
const PIPE = 'pipe'

async function fingerprintFile(path: string): Promise<string> {
  try {
    const found = await stat(path, { bigint: true })
    if (found.isFIFO()) return PIPE
    const { dev, ino, mode, size, mtimeNs, ctimeNs } = found
    return [dev, ino, mode, size, mtimeNs, ctimeNs].join(' ')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}
