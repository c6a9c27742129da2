import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * What some tests need of the machine and not every machine has. Such a test is skipped with a line that says why:
 *
 *     const chromium = needChromium()
 *     test.skipIf(isMissing(chromium, 'the mailbox page in a browser'))('shows …', async () => { … pathOf(chromium) … })
 */
export type Need =
  | { readonly kind: 'met'; readonly path: string }
  | { readonly kind: 'missing'; readonly because: string }

/** Whether a need is missing; if so, prints `skipped: SUBJECT because REASON`. */
export function isMissing(need: Need, subject: string): boolean {
  if (need.kind === 'met') return false
  process.stderr.write(`skipped: ${subject} because ${need.because}\n`)
  return true
}

/** Where the need is met; throws if it is not. */
export function pathOf(need: Need): string {
  if (need.kind === 'missing') throw new Error(need.because)
  return need.path
}

/** A file or folder of the material that may lie beside the checkout, named from the folder `shared`. */
export function needShared(name: string): Need {
  const file = path.resolve(import.meta.dirname, '../../../shared', name)
  return existsSync(file) ? met(file) : missing(`../shared/${name} does not exist`)
}

/** A program on PATH. */
export function needProgram(name: string): Need {
  const found = findOnPath(name)
  return found === null ? missing(`${name} is not on this machine`) : met(found)
}

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** A Chromium on PATH, or the one that CHROMIUM names. */
export function needChromium(): Need {
  const named = process.env['CHROMIUM']
  if (named !== undefined && existsSync(named)) return met(named)
  const found = BROWSERS.map(findOnPath).find((file) => file !== null)
  return found === undefined || found === null
    ? missing('there is no chromium on PATH')
    : met(found)
}

/** A container engine that answers; the path is that of its client. */
export function needEngine(): Need {
  const docker = findOnPath('docker')
  if (docker === null) return missing('there is no docker on PATH')
  const answer = spawnSync(docker, ['version', '--format', '{{.Server.Version}}'], {
    encoding: 'utf8',
    timeout: 20_000,
  })
  return answer.status === 0 ? met(docker) : missing('no container engine answers')
}

/** No user of the system but this one: files that belong to somebody else may be refused to it. */
export const ORDINARY_USER: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

/** A user to whom the system refuses files, and who can run this checkout; the path is that of the program. */
export function needOrdinaryUser(): Need {
  const main = path.resolve(import.meta.dirname, '../../src/main.ts')
  if (process.getuid === undefined) return missing('this system has no users as Unix has them')
  const { status } = spawnSync(process.execPath, [main, '--version'], ORDINARY_USER)
  return status === 0 ? met(main) : missing('the checkout cannot be read by an ordinary user')
}

function findOnPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null
}

function met(file: string): Need {
  return { kind: 'met', path: file }
}

function missing(because: string): Need {
  return { kind: 'missing', because }
}
