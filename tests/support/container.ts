import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** The container engine of the tests, by its command line. Everything made here is gone after `removeAll`. */
export type Finished = { readonly code: number; readonly stdout: string; readonly stderr: string }

export type Engine = {
  readonly docker: (...args: readonly string[]) => Promise<Finished>
  /** Like `docker`, but throws with what was said on stderr when it fails; gives what was said on stdout. */
  readonly mustDocker: (...args: readonly string[]) => Promise<string>
  /** A folder with one file, `config.yaml`, that any user may read. */
  readonly makeConfigDir: (yaml: string) => string
  /** Starts a daemon in the background, in the network of this machine; gives the container's name. */
  readonly startDaemon: (image: string, configDir: string) => Promise<string>
  readonly removeAll: () => Promise<void>
}

export function createEngine(client: string): Engine {
  const containers: string[] = []
  const folders: string[] = []

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
    docker,
    mustDocker,
    makeConfigDir: (yaml): string => {
      const folder = mkdtempSync(path.join(tmpdir(), 'policywatch-container-'))
      folders.push(folder)
      chmodSync(folder, 0o755)
      writeFileSync(path.join(folder, 'config.yaml'), yaml, { mode: 0o644 })
      return folder
    },
    startDaemon: async (image, configDir): Promise<string> => {
      const name = `policywatch-test-${process.pid}-${containers.length}`
      containers.push(name)
      await mustDocker(
        'run',
        '--detach',
        `--name=${name}`,
        '--network=host',
        '--read-only',
        '--cap-drop=ALL',
        `--volume=${configDir}:/config:ro`,
        image,
      )
      return name
    },
    removeAll: async (): Promise<void> => {
      for (const name of containers) await docker('rm', '--force', '--volumes', name)
      for (const folder of folders) rmSync(folder, { recursive: true })
    },
  }
}
