import { globSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { rankByTrigrams } from '../src/core/text/rank-by-trigrams.ts'

/**
 * Loads every module once while the image is built, so that Node fills the folder that NODE_COMPILE_CACHE names. A daemon whose
 * root is read-only cannot do that itself, and would take types out of some five hundred files at each start, with the memory of the
 * tool that does so in each of its threads.
 */
const ROOT = path.resolve(import.meta.dirname, '..')
const MAIN = 'src/main.ts'

const MODULES = ['src/**/*.ts', 'migrations/*.ts', 'deploy/healthcheck.ts']

for (const file of globSync(MODULES, { cwd: ROOT })) {
  // what has a job to do fails without it; it was compiled before
  if (file !== MAIN) await import(path.join(ROOT, file)).catch(onlyWithoutJob(file))
}
// loads its package when it is first asked
rankByTrigrams('', [])
process.argv = [process.execPath, path.join(ROOT, MAIN), '--version']
await import(path.join(ROOT, MAIN))

function onlyWithoutJob(file: string): (error: unknown) => void {
  return (error) => {
    if (!/-worker\.ts$|healthcheck\.ts$/.test(file)) throw error
  }
}
