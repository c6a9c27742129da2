import { execFile } from 'node:child_process'
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'

/** The container engine of the tests, by its command line. Everything made here is gone after `removeAll`. */
export type Finished = { readonly code: number; readonly stdout: string; readonly stderr: string }

export type Engine = {
  /** The image that build-image.ts has built for all of them. */
  readonly image: string
  readonly docker: (...args: readonly string[]) => Promise<Finished>
  /** Like `docker`, but throws with what was said on stderr when it fails; gives what was said on stdout. */
  readonly mustDocker: (...args: readonly string[]) => Promise<string>
  /** Runs a command of the image to its end, with the options of `docker run` before it. */
  readonly run: (options: readonly string[], ...command: readonly string[]) => Promise<Finished>
  /** A folder of this machine that any user may look into, with a file if one is given; gone at the end. */
  readonly makeFolder: (files?: Readonly<Record<string, string>>) => string
  /** A volume without anything in it. */
  readonly makeVolume: () => Promise<string>
  /**
   * Starts a daemon as the image's user, on a root that is read-only, without any capability, in the network of this
   * machine; gives the container's name.
   */
  readonly startDaemon: (configDir: string, ...options: readonly string[]) => Promise<string>
  /** Resolves when a container's log holds a text; rejects when the container ends before. */
  readonly untilSays: (container: string, text: string) => Promise<void>
  /** Asks a container to end, as `docker stop` does; its exit code and how long it took. */
  readonly terminate: (container: string) => Promise<{ readonly code: string; readonly ms: number }>
  readonly removeAll: () => Promise<void>
}

const LOOK_EVERY_MS = 100

export function createEngine(): Engine {
  const need = inject('engine')
  const client = need.kind === 'met' ? need.path : 'docker' // which is asked nothing, as the tests are skipped
  const image = inject('image')
  const containers: string[] = []
  const volumes: string[] = []
  const folders: string[] = []
  const nameOf = (kind: string, index: number): string =>
    `policywatch-${kind}-${process.pid}-${index}`

  const docker = (...args: readonly string[]): Promise<Finished> =>
    new Promise((resolve) => {
      execFile(client, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        resolve({ code, stdout, stderr })
      })
    })

  const mustDocker = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await docker(...args)
    if (code !== 0) throw new Error(`docker ${args[0]} ended with ${code}: ${stderr}`)
    return stdout.trim()
  }

  return {
    image,
    docker,
    mustDocker,
    run: async (options, ...command) =>
      await docker('run', '--rm', '--network=none', ...options, image, ...command),
    makeFolder: (files = {}): string => {
      const folder = mkdtempSync(path.join(tmpdir(), 'policywatch-container-'))
      folders.push(folder)
      chmodSync(folder, 0o755)
      for (const [name, text] of Object.entries(files)) {
        writeFileSync(path.join(folder, name), text, { mode: 0o644 })
      }
      return folder
    },
    makeVolume: async (): Promise<string> => {
      const name = nameOf('data', volumes.length)
      volumes.push(name)
      return await mustDocker('volume', 'create', name)
    },
    startDaemon: async (configDir, ...options): Promise<string> => {
      const name = nameOf('test', containers.length)
      containers.push(name)
      await mustDocker(
        'run',
        '--detach',
        `--name=${name}`,
        '--network=host',
        '--read-only',
        '--cap-drop=ALL',
        '--security-opt=no-new-privileges',
        `--volume=${configDir}:/config:ro`,
        ...options,
        image,
      )
      return name
    },
    untilSays: async (container, text): Promise<void> => {
      for (;;) {
        const isRunning = await mustDocker('inspect', '--format={{.State.Running}}', container)
        const { stdout, stderr } = await docker('logs', container)
        if (stdout.includes(text)) return
        if (isRunning !== 'true') throw new Error(`it ended before "${text}":\n${stdout}${stderr}`)
        await sleep(LOOK_EVERY_MS)
      }
    },
    terminate: async (container): Promise<{ readonly code: string; readonly ms: number }> => {
      const startedAt = performance.now()
      await mustDocker('kill', '--signal=TERM', container)
      const code = await mustDocker('wait', container)
      return { code, ms: performance.now() - startedAt }
    },
    removeAll: async (): Promise<void> => {
      for (const name of containers) await docker('rm', '--force', '--volumes', name)
      for (const name of volumes) await docker('volume', 'rm', '--force', name)
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Notes a figure, which is printed when all container tests are done. */
export function tellFigure(name: string, value: string): void {
  appendFileSync(inject('figures'), `figure: ${name} ${value}\n`)
}

/** Asks until the answer is yes; rejects after five minutes, for machines that have other things to do. */
export async function untilTrue(ask: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 300_000
  while (!(await ask())) {
    if (performance.now() > deadline) throw new Error('it did not come true in five minutes')
    await sleep(LOOK_EVERY_MS)
  }
}
