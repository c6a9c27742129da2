import { spawnSync } from 'node:child_process'
import { renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeTempDir } from './temp-dir.ts'

/** The wall clock of other processes, which goes on by itself and can be set; their timers go on as they were. */
export type FakedClock = {
  /** For processes that are to live by it. */
  readonly env: NodeJS.ProcessEnv
  readonly set: (time: string) => void
}

/** Needs the program `faketime`. */
export function makeFakedClock(faketime: string, start: string): FakedClock {
  const file = path.join(makeTempDir(), 'clock')
  const set = (time: string): void => {
    const seconds = (Date.parse(time) - Date.now()) / 1_000
    writeFileSync(`${file}.new`, `${seconds < 0 ? '' : '+'}${seconds.toFixed(3)}\n`)
    renameSync(`${file}.new`, file) // it is read at every look at the clock
  }
  set(start)
  const { stdout } = spawnSync(faketime, ['-m', '-f', '+0', 'printenv', 'LD_PRELOAD'], {
    encoding: 'utf8',
  })
  const env = {
    LD_PRELOAD: stdout.trim(),
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  }
  return { env, set }
}
