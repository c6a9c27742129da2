import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { MAIN, startProcess } from './run-policywatch.ts'

export type LoadedModules = {
  /** Ours and those of packages, without Node's own. */
  readonly count: number
  /** Names of packages, sorted. */
  readonly packages: readonly string[]
}

const PRELOAD = path.join(import.meta.dirname, 'tell-loaded.ts')

/** What `policywatch ARGS` loads in `folder`, where the list is written too. Throws for an exit code other than 0. */
export async function listLoaded(args: readonly string[], folder: string): Promise<LoadedModules> {
  const list = path.join(folder, 'loaded.txt')
  const run = startProcess(['--import', PRELOAD, MAIN, ...args], folder, { LOADED_LIST: list })
  const { code, stderr } = await run.finished
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`)
  const urls = (await readFile(list, 'utf8')).split('\n').filter((url) => url.startsWith('file:'))
  const packages = urls.flatMap(
    (url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [],
  )
  return { count: urls.length, packages: [...new Set(packages)].sort() }
}
