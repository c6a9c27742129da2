import { createHash } from 'node:crypto'
import { type LoadOptions, loadConfig } from './load-config.ts'
import type { LoadResult } from './parse-config.ts'
import { readTextFile, rereadTextFile, type TextFile } from './read-text-file.ts'

/**
 * Reads a configuration again and again. As long as its files say what they said, the last reading is given anew: to take
 * 100,000 feeds apart holds up everything else for eight seconds.
 */
export function createConfigLoader(
  options: Omit<LoadOptions, 'readText'>,
): () => Promise<LoadResult> {
  let last: Reading | null = null
  return async () => {
    if (last !== null && (await saysTheSame(last))) return last.result
    const readText = last === null ? readTextFile : rereadTextFile
    const contents = new Map<string, string>()
    const result = await loadConfig({
      ...options,
      readText: async (path) => {
        const file = await readText(path)
        contents.set(path, digestOf(file))
        return file
      },
    })
    last = { result, contents }
    return result
  }
}

type Reading = {
  readonly result: LoadResult
  /** Digests of what was read, by its path. */
  readonly contents: ReadonlyMap<string, string>
}

async function saysTheSame({ contents }: Reading): Promise<boolean> {
  for (const [path, digest] of contents) {
    if (digestOf(await rereadTextFile(path)) !== digest) return false
  }
  return true
}

function digestOf(file: TextFile): string {
  return createHash('sha256').update(JSON.stringify(file)).digest('base64')
}
