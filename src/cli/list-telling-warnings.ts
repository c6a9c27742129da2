import type { Diagnostic } from '../core/diagnostic.ts'
import type { LoadedConfig } from './load-settings.ts'

/** The warnings that a daemon repeats at each start; `check` tells the others too. */
export function listTellingWarnings({ warnings }: LoadedConfig): readonly Diagnostic[] {
  return warnings.filter(({ code }) => code !== 'only-capitals')
}
