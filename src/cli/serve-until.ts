import { outboxDir } from '../app.ts'
import { Daemon, type DaemonWatcher } from '../daemon/daemon.ts'
import type { Log } from '../observe/log.ts'
import type { Deps } from '../pipeline/deps.ts'
import { type RunningWeb, startWeb } from '../web/start-web.ts'
import { createWebViews } from './create-web-views.ts'
import type { KeptSignal } from './keep-signal.ts'
import type { LoadedConfig } from './load-settings.ts'
import { openAppOrExplain } from './open-app.ts'
import { untilAborted } from './stop-signal.ts'

/** What is in hand when the process is asked to end has this long; container runtimes kill after ten seconds. */
const STOP_LIMIT_MS = 8_000

export type ServeOptions = {
  readonly home: 'overview' | 'mailbox'
  readonly watcher: DaemonWatcher
  /** Told once, when the pages are served; null when they are off. */
  readonly onReady: (webUrl: string | null) => void
  /** Asks for a round over all feeds. */
  readonly pollNow: KeptSignal
}

/** Runs daemon and pages until `stop` is aborted, and closes everything again, whatever happens; nothing if it is by then. */
export async function serveUntil(
  stop: AbortSignal,
  config: LoadedConfig,
  log: Log,
  options: ServeOptions,
): Promise<void> {
  if (stop.aborted) return
  const app = await openAppOrExplain(config, log, 'run')
  try {
    const web = await openPages(config, app.deps, log, options.home)
    try {
      options.onReady(web?.url ?? null)
      await tick(stop, config, app.deps, options)
    } finally {
      await web?.close()
    }
  } finally {
    await app.close()
  }
  log.info({}, 'stopped')
}

async function tick(
  stop: AbortSignal,
  { settings }: LoadedConfig,
  deps: Deps,
  { watcher, pollNow }: ServeOptions,
): Promise<void> {
  const daemon = new Daemon(deps, settings, watcher)
  try {
    await daemon.start()
    deps.log.info({ feeds: settings.feeds.size, rules: settings.rules.size }, 'ready')
    const stopListening = pollNow.onSignal(() => void daemon.pollAll())
    await untilAborted(stop)
    stopListening()
    deps.log.info({}, 'stopping')
  } finally {
    await daemon.stop(STOP_LIMIT_MS)
  }
}

async function openPages(
  { settings }: LoadedConfig,
  deps: Deps,
  log: Log,
  home: 'overview' | 'mailbox',
): Promise<RunningWeb | null> {
  const { web } = settings
  if (web === null) return null
  return await startWeb(
    { ...web.listen, outboxDir: outboxDir(settings), home },
    createWebViews(deps, () => settings),
    log,
  )
}
