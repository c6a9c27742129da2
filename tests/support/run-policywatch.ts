import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

export const MAIN = new URL('../../src/main.ts', import.meta.url).pathname

export type Finished = {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `policywatch ARGS` to its end, as a user does. */
export async function runPolicywatch(args: readonly string[], cwd?: string): Promise<Finished> {
  return await startPolicywatch(args, cwd).finished
}

export type Running = {
  readonly process: ChildProcess
  readonly finished: Promise<Finished>
  /** Resolves when a line of stdout or stderr matches; rejects when the program ends before. */
  readonly untilLine: (pattern: RegExp) => Promise<string>
}

/** Starts `policywatch ARGS`; killed at the end of the test if it still runs. */
export function startPolicywatch(
  args: readonly string[],
  cwd?: string,
  env: NodeJS.ProcessEnv = {},
): Running {
  return startProcess([MAIN, ...args], cwd, env)
}

export function startProcess(
  args: readonly string[],
  cwd?: string,
  more: NodeJS.ProcessEnv = {},
): Running {
  const env = { ...process.env, POLICYWATCH_CONFIG: undefined, NO_COLOR: '1', ...more }
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  })
  let [stdout, stderr] = ['', '']
  const waiting: { readonly pattern: RegExp; readonly resolve: (line: string) => void }[] = []
  const look = (): void => {
    const lines = `${stdout}\n${stderr}`.split('\n')
    for (const waiter of waiting) {
      const line = lines.find((candidate) => waiter.pattern.test(candidate))
      if (line !== undefined) waiter.resolve(line)
    }
  }
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    look()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
    look()
  })
  const finished = once(child, 'close').then(() => ({
    code: child.exitCode,
    signal: child.signalCode,
    stdout,
    stderr,
  }))
  return {
    process: child,
    finished,
    untilLine: async (pattern) =>
      await new Promise((resolve, reject) => {
        waiting.push({ pattern, resolve })
        look()
        void finished.then((end) => {
          reject(new Error(`ended before ${pattern}: ${end.code}\n${end.stdout}\n${end.stderr}`))
        })
      }),
  }
}
