import { formatDiagnostics } from '../config/format-diagnostics.ts'
import { loadConfig } from '../config/load-config.ts'
import type { LoadResult } from '../config/parse-config.ts'
import { type CommandCall, ConfigurationRefused } from './command.ts'

export type LoadedConfig = Extract<LoadResult, { kind: 'loaded' }>

/** The file that --config or POLICYWATCH_CONFIG names. */
export function configFileOf({ io, option }: CommandCall): string {
  return option('config') ?? io.env['POLICYWATCH_CONFIG'] ?? 'config.yaml'
}

/** Whether the caller named the file, so that its absence is a mistake. */
export function isConfigNamed({ io, option }: CommandCall): boolean {
  return option('config') !== null || io.env['POLICYWATCH_CONFIG'] !== undefined
}

/** Reads the configuration. Throws ConfigurationRefused with everything that is wrong with it. */
export async function loadSettings(call: CommandCall): Promise<LoadedConfig> {
  const result = await loadConfig({ file: configFileOf(call), env: call.io.env })
  if (result.kind === 'refused')
    throw new ConfigurationRefused(formatDiagnostics(result.diagnostics))
  return result
}
