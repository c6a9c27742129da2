import { formatDiagnostics } from '../config/format-diagnostics.ts'
import { loadConfig } from '../config/load-config.ts'
import type { LoadResult } from '../config/parse-config.ts'
import { type CommandCall, ConfigurationRefused } from './command.ts'
import { configFileOf } from './config-file.ts'

export type LoadedConfig = Extract<LoadResult, { kind: 'loaded' }>

/** Reads the configuration. Throws ConfigurationRefused with everything that is wrong with it. */
export async function loadSettings(call: CommandCall): Promise<LoadedConfig> {
  return requireLoaded(await loadConfig({ file: configFileOf(call), env: call.io.env }))
}

/** Throws ConfigurationRefused where it was refused. */
export function requireLoaded(result: LoadResult): LoadedConfig {
  if (result.kind === 'refused')
    throw new ConfigurationRefused(formatDiagnostics(result.diagnostics))
  return result
}
