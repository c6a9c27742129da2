import { onTestFinished, vi } from 'vitest'
import { runCli } from '../../src/cli/run-cli.ts'
import { openTestIo, type TestIo, type TestIoOptions } from '../cli/run-command-line.ts'

export type DaemonInProcess = TestIo & {
  readonly until: (pattern: RegExp) => Promise<unknown>
  readonly stop: () => Promise<number>
}

/** `run` in this process, so that a signal can come at any moment, also before it has done anything. */
export function startDaemon(config: string, options: TestIoOptions = {}): DaemonInProcess {
  const io = openTestIo(options)
  const ended = runCli(['run', '--config', config], io.io)
  const stop = async (): Promise<number> => {
    io.signal('SIGTERM')
    return await ended
  }
  onTestFinished(async () => void (await stop()))
  return {
    ...io,
    stop,
    until: async (pattern) => await vi.waitUntil(() => pattern.test(io.stdout()), 10_000),
  }
}
