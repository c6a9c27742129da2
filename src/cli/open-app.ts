import { type AppOptions, type OpenedApp, openApp } from '../app.ts'
import type { Log } from '../observe/log.ts'
import { describeHolder } from '../store/lock.ts'
import { type CommandCall, CommandError } from './command.ts'
import { type LoadedConfig, loadSettings } from './load-settings.ts'
import { openCommandLog } from './open-log.ts'
import { orExplain } from './or-explain.ts'

type OpenApp = Extract<OpenedApp, { kind: 'open' }>

/** The app for the one process that may write. Throws a CommandError that names who works on the same data. */
export async function openAppOrExplain(
  config: LoadedConfig,
  log: Log,
  command: string,
  databaseCheck: AppOptions['databaseCheck'] = 'none',
): Promise<OpenApp> {
  const { dataDir } = config.settings
  const options = { command, databaseCheck }
  const app = await orExplain(dataDir, () => openApp(config.settings, log, options))
  if (app.kind === 'open') return app
  throw new CommandError(`${describeHolder(app.by)} works on the same data, ${dataDir}`, {
    hint: 'it does this work too; stop it first, or wait until it is done',
  })
}

/** Reads the configuration, opens the app for a command that ends by itself, and closes it again. */
export async function withApp<T>(
  call: CommandCall,
  command: string,
  work: (app: OpenApp, config: LoadedConfig) => Promise<T>,
): Promise<T> {
  const config = await loadSettings(call)
  const app = await openAppOrExplain(config, openCommandLog(call.io, config.secrets), command)
  try {
    return await orExplain(config.settings.dataDir, () => work(app, config))
  } finally {
    await app.close()
  }
}
