import { resolve } from 'node:path'
import type { Diagnostic } from '../core/diagnostic.ts'
import { type LoadResult, parseConfig } from './parse-config.ts'
import { readTextFile } from './read-text-file.ts'

export type LoadOptions = {
  /** Path of config.yaml, absolute or seen from the working folder; diagnostics repeat it as it is given here. */
  readonly file: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Reads a configuration from disk: the door through which config.yaml, environment and secret files come in. Never
 * throws for what an operator may get wrong; a file that cannot be read is a refusal with one diagnostic.
 */
export async function loadConfig({ file, env }: LoadOptions): Promise<LoadResult> {
  const path = resolve(file)
  const content = await readTextFile(path)
  if (content.kind === 'read') {
    return await parseConfig({ text: content.text, file, path, env, readText: readTextFile })
  }
  const diagnostic: Diagnostic = {
    code: 'unreadable-file',
    severity: 'error',
    message: `the configuration ${content.message}`,
    hint: content.code === 'ENOENT' ? MISSING_HINT : null,
    path: '',
    file,
    line: null,
    column: null,
    sourceLine: null,
  }
  const examples = { passed: 0, failed: 0 }
  return { kind: 'refused', diagnostics: [diagnostic], examples, secrets: [], sources: [path] }
}

const MISSING_HINT =
  'copy the config.yaml that comes with Policywatch, or name another file with --config FILE'
