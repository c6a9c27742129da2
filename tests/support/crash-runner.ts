import { openApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { Daemon } from '../../src/daemon/daemon.ts'
import { createLog } from '../../src/observe/log.ts'
import { NO_WATCHER } from './no-watcher.ts'

/**
 * Runs the daemon of a configuration and kills its own process, as `kill -9` would, right after a step was taken for the
 * n-th time: crash-runner.ts CONFIG STEP N
 */
const [file = '', step = '', nth = '1'] = process.argv.slice(2)

const config = await loadConfig({ file, env: {} })
if (config.kind === 'refused') throw new Error(JSON.stringify(config.diagnostics))
const log = createLog({ level: 'error', stream: process.stdout, secrets: [] })
let left = Number(nth)
const opened = await openApp(config.settings, log, {
  command: 'run',
  onStep: (taken) => {
    if (taken !== step) return
    left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
  },
})
if (opened.kind === 'locked') throw new Error('the data folder is taken')
const daemon = new Daemon(opened.deps, config.settings, NO_WATCHER)
await daemon.start()
