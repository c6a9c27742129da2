/**
 * What it takes to run a command to its end, and the daemon until it is ready. Time on the processor is what the system counts
 * for the process and all of its threads, in steps of 10 ms; wall time tells little on a machine that has other work.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline'

/** Seconds. */
export type Cost = { readonly cpu: number; readonly wall: number }

export type Start = {
  /** What stands behind `node`. */
  readonly args: readonly string[]
  readonly cwd: string
  /** Where Node keeps what it compiled; null leaves that to the program. */
  readonly cache: string | null
}

const TICKS_PER_S = 100

/** Runs to the end. Throws for an exit code that says that it did not do its work. */
export function measureCommand(start: Start): Cost {
  const [cpuBefore, wallBefore] = [cpuOfChildren(), performance.now()]
  const { status, stderr } = spawnSync(process.execPath, [...start.args], {
    cwd: start.cwd,
    env: envOf(start),
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  const cost = {
    cpu: cpuOfChildren() - cpuBefore,
    wall: (performance.now() - wallBefore) / 1_000,
  }
  if (status !== 0) throw new Error(`${start.args.join(' ')} ended with ${status}: ${stderr}`)
  return cost
}

/** Runs the daemon until its log says `ready`. Throws when it ends before. */
export async function measureUntilReady(start: Start): Promise<Cost> {
  const before = performance.now()
  const daemon = spawn(process.execPath, [...start.args], {
    cwd: start.cwd,
    env: envOf(start),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    for await (const line of createInterface(daemon.stdout)) {
      if (!line.includes('"msg":"ready"')) continue
      return { cpu: cpuOf(String(daemon.pid)), wall: (performance.now() - before) / 1_000 }
    }
    throw new Error('the daemon ended before it was ready')
  } finally {
    daemon.stdout.resume()
    daemon.kill()
    if (daemon.exitCode === null) await once(daemon, 'exit')
  }
}

/** Nothing of the environment that this runs in: it may hold options of Node. */
function envOf({ cache }: Start): NodeJS.ProcessEnv {
  return cache === null ? {} : { NODE_COMPILE_CACHE: cache }
}

/** Of the fields of proc_pid_stat(5), counted behind the name of the program: its own time and that of children it waited for. */
const [OWN, CHILDREN] = [11, 13]

function cpuOfChildren(): number {
  return readTicks('self', CHILDREN)
}

function cpuOf(pid: string): number {
  return readTicks(pid, OWN)
}

function readTicks(pid: string, field: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[field]) + Number(fields[field + 1])) / TICKS_PER_S
}
