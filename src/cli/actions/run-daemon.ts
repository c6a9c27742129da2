import { createConfigLoader } from '../../config/config-loader.ts'
import { formatDiagnostics } from '../../config/format-diagnostics.ts'
import type { DaemonWatcher } from '../../daemon/daemon.ts'
import type { CommandCall } from '../command.ts'
import { configFileOf } from '../config-file.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { KeptSignal } from '../keep-signal.ts'
import { listTellingWarnings } from '../list-telling-warnings.ts'
import { requireLoaded } from '../load-settings.ts'
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
  onRound: () => {
    // the log says it
  },
}

/** Signals that are caught before anything else is done, so that none of them ends a daemon that is still starting. */
export type DaemonSignals = { readonly pollNow: KeptSignal; readonly reload: KeptSignal }

/** The daemon, until it is asked to end. */
export async function runDaemon(call: CommandCall, signals: DaemonSignals): Promise<ExitCode> {
  const { io } = call
  const stop = stopSignal(io, ['SIGINT', 'SIGTERM'])
  const load = createConfigLoader({ file: configFileOf(call), env: io.env })
  const config = requireLoaded(await load())
  const warnings = listTellingWarnings(config)
  if (warnings.length > 0) say(io, formatDiagnostics(warnings))
  const log = openDaemonLog(io, config.secrets)
  await serveUntil(stop, config, log, {
    home: 'overview',
    watcher: NO_WATCHER,
    onReady: () => {
      // the log says it
    },
    ...signals,
    load,
    env: io.env,
  })
  return EXIT.done
}
