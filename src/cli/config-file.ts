import type { CommandCall } from './command.ts'

/** The file that --config or POLICYWATCH_CONFIG names. */
export function configFileOf({ io, option }: CommandCall): string {
  return option('config') ?? io.env['POLICYWATCH_CONFIG'] ?? 'config.yaml'
}

/** Whether the caller named the file, so that its absence is a mistake. */
export function isConfigNamed({ io, option }: CommandCall): boolean {
  return option('config') !== null || io.env['POLICYWATCH_CONFIG'] !== undefined
}
