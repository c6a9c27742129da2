import type { CommandCall } from './command.ts'

/** The file that --config or POLICYWATCH_CONFIG names. */
export function configFileOf(call: CommandCall): string {
  return namedFile(call) ?? 'config.yaml'
}

/** Whether the caller named the file, so that its absence is a mistake. */
export function isConfigNamed(call: CommandCall): boolean {
  return namedFile(call) !== null
}

/** An empty variable is what compose files make of one that is not set. */
function namedFile({ io, option }: CommandCall): string | null {
  return option('config') ?? (io.env['POLICYWATCH_CONFIG'] || null)
}
