import { access } from 'node:fs/promises'
import { formatDiagnostics } from '../config/format-diagnostics.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Settings } from '../config/settings.ts'
import { type CommandCall, ConfigurationRefused } from './command.ts'
import { configFileOf, isConfigNamed } from './config-file.ts'
import { say } from './output/write.ts'

/**
 * The configuration, where there is one, for commands that need none. null where there is none; so it is, with a word
 * about it, where the usual file cannot be used. Throws ConfigurationRefused where the caller named it.
 */
export async function loadSettingsIfAny(call: CommandCall): Promise<Settings | null> {
  const file = configFileOf(call)
  if (!isConfigNamed(call) && !(await exists(file))) return null
  const result = await loadConfig({ file, env: call.io.env })
  if (result.kind === 'loaded') return result.settings
  if (isConfigNamed(call)) throw new ConfigurationRefused(formatDiagnostics(result.diagnostics))
  say(call.io, `${file} is refused and not looked at; policywatch check says why`)
  return null
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch {
    return false
  }
}
