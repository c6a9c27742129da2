import { existsSync } from 'node:fs'
import { loadConfig } from '../config/load-config.ts'
import type { Settings } from '../config/settings.ts'
import type { CommandCall } from './command.ts'
import { configFileOf } from './config-file.ts'
import { loadSettings } from './load-settings.ts'
import { say } from './output/write.ts'

/**
 * The configuration, where there is one, for commands that need none: null where there is none or, with a word about it,
 * where it cannot be used. Only --config insists on it: throws ConfigurationRefused then.
 */
export async function loadSettingsIfAny(call: CommandCall): Promise<Settings | null> {
  if (call.option('config') !== null) return (await loadSettings(call)).settings
  const file = configFileOf(call)
  if (!existsSync(file)) return null
  const result = await loadConfig({ file, env: call.io.env })
  if (result.kind === 'loaded') return result.settings
  say(call.io, `${file} is refused and not looked at; policywatch check says why`)
  return null
}
