import { formatDiagnostics } from '../../config/format-diagnostics.ts'
import { loadConfig } from '../../config/load-config.ts'
import type { LoadResult } from '../../config/parse-config.ts'
import type { Diagnostic } from '../../core/diagnostic.ts'
import type { CommandCall } from '../command.ts'
import { configFileOf } from '../config-file.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { LoadedConfig } from '../load-settings.ts'
import { countOf } from '../output/count-of.ts'
import { write, writeJsonLine, writeLine } from '../output/write.ts'

/** Says everything that `run` would refuse; with --online also what does not answer. */
export async function checkConfiguration(call: CommandCall): Promise<ExitCode> {
  const { io, has } = call
  const file = configFileOf(call)
  const result = await loadConfig({ file, env: io.env })
  const silent = result.kind === 'loaded' && has('online') ? await findSilent(call, result) : []
  const problems = [...(result.kind === 'loaded' ? result.warnings : result.diagnostics), ...silent]
  const isOk = result.kind === 'loaded' && silent.length === 0
  if (has('json')) {
    const { passed, failed } = result.examples
    writeJsonLine(io, {
      ok: isOk,
      problems: problems.map(describeProblem),
      examples: { passed, failed },
    })
  } else {
    if (problems.length > 0) write(io, `${formatDiagnostics(problems)}\n`)
    writeLine(io, summarise(file, result, silent))
  }
  if (result.kind === 'refused') return EXIT.configurationRefused
  return isOk ? EXIT.done : EXIT.failed
}

/** The network takes a while to load, and most checks do without it. */
async function findSilent(
  { io }: CommandCall,
  { settings, place }: LoadedConfig,
): Promise<readonly Diagnostic[]> {
  const { checkOnline } = await import('./check-online.ts')
  const problems = (await checkOnline(io, settings)).map(place)
  return problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

function describeProblem({
  code,
  severity,
  message,
  hint,
  path,
  line,
  column,
}: Diagnostic): object {
  return { code, severity, message, hint, path, line, column }
}

function summarise(file: string, result: LoadResult, silent: readonly Diagnostic[]): string {
  if (result.kind === 'refused') {
    const errors = result.diagnostics.filter(({ severity }) => severity === 'error').length
    return `${file} is refused: ${[countOf(errors, 'error', 'errors'), ...describeExamples(result)].join(', ')}`
  }
  const { feeds, rules, subscriptions } = result.settings
  const counts = [
    countOf(feeds.size, 'feed', 'feeds'),
    countOf(rules.size, 'rule', 'rules'),
    countOf(subscriptions.size, 'subscription', 'subscriptions'),
    ...describeExamples(result),
  ].join(', ')
  return silent.length === 0
    ? `${file} is fine: ${counts}`
    : `${file} is fine in itself: ${counts}; ${countOf(silent.length, 'address in it does', 'addresses in it do')} not answer as expected`
}

/** Nothing where no rule has an example, or none could be run. */
function describeExamples({ examples: { passed, failed } }: LoadResult): readonly string[] {
  if (passed + failed === 0) return []
  const of = countOf(passed, 'example', 'examples')
  return failed === 0 ? [`${of} passed`] : [`${of} passed`, `${failed} failed`]
}
