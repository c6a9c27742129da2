import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'

/** A real daemon, `policywatch run`, and what the system says that it takes. Linux alone says it. */
export type WatchedDaemon = {
  readonly pid: number
  /** Of its pages. */
  readonly webUrl: string
  /** Its log so far, counted by message. */
  readonly said: ReadonlyMap<string, number>
  /** Lines of level warn and error, the first of them. */
  readonly complaints: readonly string[]
  /** Resolves when the log says it next. */
  readonly untilSays: (message: string) => Promise<void>
  readonly signal: (signal: NodeJS.Signals) => void
  readonly usage: () => ProcessUsage
  /** Asks it to end; its exit code. */
  readonly stop: () => Promise<number | null>
}

export type ProcessUsage = {
  readonly rssMb: number
  /** Without pages of files, which the system can take back at any time. */
  readonly anonMb: number
  /** The most of `rssMb` so far. */
  readonly peakMb: number
  readonly cpuSeconds: number
}

/** Options of deploy/policywatch.sh. */
const AS_IN_THE_IMAGE = {
  options: [
    '--heap-growing-percent=20',
    '--max-semi-space-size=1',
    '--optimize-for-size',
    '--no-sparkplug',
  ],
  env: {
    MALLOC_ARENA_MAX: '1',
    MALLOC_TRIM_THRESHOLD_: '65536',
    MALLOC_MMAP_THRESHOLD_: '65536',
  },
}
const MAIN = path.resolve(import.meta.dirname, '../../src/main.ts')
const KEPT_COMPLAINTS = 20

/** `node`: with the options of the image, or with none. */
export async function startWatchedDaemon(
  config: string,
  node: 'as in the image' | 'plain' = 'as in the image',
): Promise<WatchedDaemon> {
  const { options, env } = node === 'plain' ? { options: [], env: {} } : AS_IN_THE_IMAGE
  const child = spawn(process.execPath, [...options, MAIN, 'run', '--config', config], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  const end = (): void => void child.kill('SIGKILL')
  process.once('exit', end) // whoever watches may be broken off
  child.once('exit', () => process.off('exit', end))
  const { pid } = child
  if (pid === undefined) throw new Error('the daemon could not be started')
  let webUrl = ''
  const said = new Map<string, number>()
  const complaints: string[] = []
  const waiting: { readonly message: string; readonly resolve: () => void }[] = []
  createInterface(child.stdout).on('line', (line) => {
    const { msg, level, url } = JSON.parse(line) as LogLine
    if (url !== undefined) webUrl = url
    said.set(msg, (said.get(msg) ?? 0) + 1)
    if (level !== 'info' && complaints.length < KEPT_COMPLAINTS) complaints.push(line)
    for (const waiter of waiting.filter(({ message }) => message === msg)) {
      waiting.splice(waiting.indexOf(waiter), 1)
      waiter.resolve()
    }
  })
  const ended = once(child, 'exit').then(() => child.exitCode)
  const untilSays = async (message: string): Promise<void> => {
    const isSaid = new Promise<void>((resolve) => waiting.push({ message, resolve }))
    const tooEarly = ended.then((code) => {
      throw new Error(`the daemon ended with ${code} before it said "${message}"`)
    })
    await Promise.race([isSaid, tooEarly])
  }
  await untilSays('ready')
  return {
    pid,
    webUrl,
    said,
    complaints,
    untilSays,
    signal: (signal): void => void child.kill(signal),
    usage: () => readUsage(pid),
    stop: async (): Promise<number | null> => await endOf(child, ended),
  }
}

/** What is read of a line of its log. */
type LogLine = { readonly msg: string; readonly level: string; readonly url?: string }

async function endOf(child: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  child.kill('SIGTERM')
  return await ended
}

/** What Linux says of a process. */
export function readUsage(pid: number): ProcessUsage {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mbOf = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024
  const [, times = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const [user = '', system = ''] = times.split(' ').slice(11)
  return {
    rssMb: mbOf('VmRSS'),
    anonMb: mbOf('RssAnon'),
    peakMb: mbOf('VmHWM'),
    cpuSeconds: (Number(user) + Number(system)) / TICKS_PER_SECOND,
  }
}

/** USER_HZ, the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100

/** Size of a file in bytes, 0 where there is none. */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
