import { type OpenedApp, outboxDir } from '../app.ts'
import type { LoadResult } from '../config/parse-config.ts'
import type { Settings } from '../config/settings.ts'
import type { Diagnostic } from '../core/diagnostic.ts'
import { ConfigReload } from '../daemon/config-reload.ts'
import { Daemon, type DaemonWatcher } from '../daemon/daemon.ts'
import type { OpenedLog } from '../observe/log.ts'
import { ListenError, startWeb } from '../web/start-web.ts'
import { createWebViews } from './create-web-views.ts'
import type { KeptSignal } from './keep-signal.ts'
import { listTellingWarnings } from './list-telling-warnings.ts'
import type { LoadedConfig } from './load-settings.ts'
import { observeDaemon } from './observe-daemon.ts'
import { openAppOrExplain } from './open-app.ts'
import { Pages } from './pages.ts'
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
  /** Asks for the configuration to be read again at once; null where nothing does. */
  readonly reload: KeptSignal | null
  /** Reads the configuration as it is now. */
  readonly load: () => Promise<LoadResult>
  /** What the configuration may take its secrets from. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Runs daemon and pages until `stop` is aborted, and closes everything again, whatever happens; nothing if it is by then. */
export async function serveUntil(
  stop: AbortSignal,
  config: LoadedConfig,
  log: OpenedLog,
  options: ServeOptions,
): Promise<void> {
  if (stop.aborted) return
  const app = await openAppOrExplain(config, log, 'run', 'at-start')
  try {
    await serve(stop, app, config, log, options)
  } finally {
    await app.close()
  }
  log.info({}, 'stopped')
}

async function serve(
  stop: AbortSignal,
  app: Extract<OpenedApp, { kind: 'open' }>,
  config: LoadedConfig,
  log: OpenedLog,
  options: ServeOptions,
): Promise<void> {
  let settings = config.settings
  const observation = observeDaemon({
    deps: app.deps,
    settings: () => settings,
    config: () => reload.state,
    vitals: () => daemon.vitals,
    log,
  })
  const daemon = new Daemon(app.deps, settings, bothOf(observation.watcher, options.watcher))
  const reload = new ConfigReload(config, {
    deps: app.deps,
    load: options.load,
    onNotice: (): void => daemon.deliverNow(),
    apply: async (next): Promise<Diagnostic | null> => {
      log.alsoMask(next.secrets)
      const adopted = withOwnData(next.settings, settings, log)
      const problem = await tryToMove(pages, next)
      if (problem !== null) return problem
      settings = adopted
      pages.tellAccess()
      app.adopt(settings)
      await daemon.adopt(settings)
      for (const { code, message, line } of listTellingWarnings(next)) {
        log.warn({ code, line }, message)
      }
      return null
    },
  })
  const views = createWebViews(app.deps, {
    settings: () => settings,
    state: () => reload.state,
    readiness: observation.readiness,
    metrics: observation.metrics,
    deliverNow: () => daemon.deliverNow(),
    env: options.env,
  })
  const place = { outboxDir: outboxDir(settings), home: options.home }
  const pages = new Pages(async (listen) => await startWeb({ ...listen, ...place }, views, log))
  try {
    await pages.moveTo(settings.web?.listen ?? null)
    pages.tellAccess()
    options.onReady(pages.url)
    await tick(stop, daemon, reload, settings, log, options)
  } finally {
    observation.stop()
    await pages.close()
  }
}

function bothOf(...watchers: readonly DaemonWatcher[]): DaemonWatcher {
  return {
    onPoll: (report): void => {
      for (const { onPoll } of watchers) onPoll(report)
    },
    onDelivery: (report): void => {
      for (const { onDelivery } of watchers) onDelivery(report)
    },
    onRound: (report): void => {
      for (const { onRound } of watchers) onRound(report)
    },
  }
}

async function tick(
  stop: AbortSignal,
  daemon: Daemon,
  reload: ConfigReload,
  { feeds, rules }: Settings,
  log: OpenedLog,
  options: ServeOptions,
): Promise<void> {
  try {
    await daemon.start()
    log.info({ feeds: feeds.size, rules: rules.size }, 'ready')
    reload.start()
    const stopListening = options.pollNow.onSignal(() => void daemon.pollAll())
    options.reload?.onSignal(() => void reload.reload())
    await untilAborted(stop)
    stopListening()
    log.info({}, 'stopping')
  } finally {
    const reloaded = reload.stop()
    await daemon.stop(STOP_LIMIT_MS)
    await reloaded
  }
}

/** The lock, the database and the outbox folder stay open as long as the process lives. */
function withOwnData(next: Settings, { dataDir }: Settings, log: OpenedLog): Settings {
  if (next.dataDir === dataDir) return next
  log.warn({ data: next.dataDir, inUse: dataDir }, 'another data folder is taken at the next start')
  return { ...next, dataDir }
}

async function tryToMove(
  pages: Pages,
  { settings, place }: LoadedConfig,
): Promise<Diagnostic | null> {
  try {
    await pages.moveTo(settings.web?.listen ?? null)
    return null
  } catch (error) {
    if (!(error instanceof ListenError)) throw error
    const told = { code: 'cannot-listen', severity: 'error', message: error.message } as const
    return place({ ...told, hint: null, path: ['web', 'listen'], at: 'value', offset: null })
  }
}
