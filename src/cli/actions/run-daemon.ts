import { formatDiagnostics } from '../../config/format-diagnostics.ts'
import type { DaemonWatcher } from '../../daemon/daemon.ts'
import type { CommandCall } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { loadSettings } from '../load-settings.ts'
import { openDaemonLog } from '../open-log.ts'
import { say } from '../output/write.ts'
import { serveUntil } from '../serve-until.ts'
import { stopSignal } from '../stop-signal.ts'

const NO_WATCHER: DaemonWatcher = {
  onPoll: () => {
    // the log says it
  },
  onDelivery: () => {
    // the log says it
  },
}

/** The daemon, until it is asked to end. */
export async function runDaemon(call: CommandCall): Promise<ExitCode> {
  const { io } = call
  const config = await loadSettings(call)
  if (config.warnings.length > 0) say(io, formatDiagnostics(config.warnings))
  const stop = stopSignal(io, ['SIGINT', 'SIGTERM'])
  await serveUntil(stop, io, config, openDaemonLog(io, config.secrets), {
    home: 'overview',
    watcher: NO_WATCHER,
    onReady: () => {
      // the log says it
    },
  })
  return EXIT.done
}
