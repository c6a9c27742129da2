import { formatDiagnostics } from '../../src/config/format-diagnostics.ts'
import { type LoadResult, parseConfig } from '../../src/config/parse-config.ts'
import { readTextFile } from '../../src/config/read-text-file.ts'
import type { Diagnostic } from '../../src/core/diagnostic.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Reads a configuration that is not on disk, as if it stood in /nowhere/config.yaml. */
export async function parseText(text: string, env: Env = {}): Promise<LoadResult> {
  return await parseConfig({
    text,
    file: 'config.yaml',
    path: '/nowhere/config.yaml',
    env,
    readText: readTextFile,
  })
}

/** All that is said about a configuration, whether or not it was loaded. */
export function diagnosticsOf(result: LoadResult): readonly Diagnostic[] {
  return result.kind === 'loaded' ? result.warnings : result.diagnostics
}

/** What `check` would print of a result: loaded or refused, then every diagnostic. */
export function printResult(result: LoadResult): string {
  return `${result.kind}\n\n${formatDiagnostics(diagnosticsOf(result))}`
}
