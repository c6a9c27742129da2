import { resolve } from 'node:path'
import type { Diagnostic } from '../core/diagnostic.ts'
import { createCensor } from './censor.ts'
import { remedyOfDenial } from './describe-denial.ts'
import { type LoadResult, parseConfig } from './parse-config.ts'
import { placeYamlProblem } from './place-problem.ts'
import { readTextFile, type TextFile } from './read-text-file.ts'
import { readYaml } from './yaml-source.ts'

export type LoadOptions = {
  /** Path of config.yaml, absolute or seen from the working folder; diagnostics repeat it as it is given here. */
  readonly file: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** `rereadTextFile` where the same files were read before; `readTextFile` when left out. */
  readonly readText?: (path: string) => Promise<TextFile>
}

/**
 * Reads a configuration from disk: the door through which config.yaml, environment and secret files come in. Never
 * throws for what an operator may get wrong; a file that cannot be read is a refusal with one diagnostic.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadResult> {
  const { file, env, readText = readTextFile } = options
  const path = resolve(file)
  const content = await readText(path)
  if (content.kind === 'read') {
    return await parseConfig({ text: content.text, file, path, env, readText })
  }
  const examples = { passed: 0, failed: 0 }
  const diagnostics = [describeUnreadable(content, file)]
  return { kind: 'refused', diagnostics, examples, secrets: [], sources: [path] }
}

/** What to do about a file that cannot be read, by the code of the reason. */
const HINTS: Readonly<Record<string, string>> = {
  ENOENT:
    'copy the config.yaml that comes with Policywatch, or name another file with --config FILE',
  EISDIR:
    'name the file in it with --config FILE; container engines make an empty folder where the file to be mounted is missing, so mount the folder that it is in',
  pipe: 'put an ordinary file in its place, or start again to have it read',
  encoding: 'save it anew with the encoding UTF-8; editors offer it where they save',
}
const OTHER_FILE = 'name another file with --config FILE'

function describeUnreadable(unreadable: Unreadable, file: string): Diagnostic {
  const { code, message, partial } = unreadable
  const hint = code === 'EACCES' ? remedyOfDenial(file) : (HINTS[code] ?? OTHER_FILE)
  const told = { code: 'unreadable-file', severity: 'error', hint } as const
  const whole = `the configuration ${message}`
  if (partial === null) {
    const nowhere = { path: '', file, line: null, column: null, sourceLine: null }
    return { ...told, message: whole, ...nowhere }
  }
  const source = readYaml(partial.text)
  const problem = { ...told, message: whole, offset: partial.offset, isLocal: false }
  return placeYamlProblem(problem, { file, source, censor: createCensor(source, []) })
}

type Unreadable = Extract<TextFile, { kind: 'unreadable' }>
