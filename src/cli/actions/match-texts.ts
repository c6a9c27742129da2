import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { type CommandCall, CommandError, UsageError } from '../command.ts'
import { compileQuery } from '../compile-query.ts'
import { describeFileError } from '../describe-file-error.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { printMatch } from '../output/print-match.ts'
import { describeWarning, sayWarnings } from '../output/say-warnings.ts'
import { hasReader, writeJsonLine } from '../output/write.ts'
import { readLanguage } from '../read-language.ts'
import { documentOf, loadConcepts, matchDocument } from '../text-match.ts'
import { matchCases } from './match-cases.ts'

/** Holds one rule against texts, or runs a file of cases. */
export async function matchTexts(call: CommandCall): Promise<ExitCode> {
  const casesFile = call.option('cases')
  if (casesFile !== null) {
    refuseBesideCases(call)
    return await matchCases(call, casesFile)
  }
  const [rule, ...files] = call.positionals
  if (rule === undefined)
    throw new UsageError('match needs a RULE, or --cases FILE', 'policywatch match --help')
  const language = readLanguage(call)
  const { matcher, warnings } = compileQuery(rule, await loadConcepts(call, rule))
  if (!call.has('json')) sayWarnings(call.io, rule, warnings)
  const sources = files.length === 0 ? [null] : files
  for (const source of sources) {
    const document = documentOf(await readSource(call, source), {
      title: call.option('title') ?? '',
      isHtml: call.has('html'),
      language,
    })
    const match = matchDocument(matcher, document, language)
    if (call.has('json')) {
      const answer = { ...match, warnings: warnings.map(describeWarning) }
      writeJsonLine(call.io, files.length > 1 ? { source, ...answer } : answer)
    } else printMatch(call.io, source, document, match)
    if (!hasReader(call.io)) break
  }
  return EXIT.done
}

/** A case brings its own rule, title, format and language. */
function refuseBesideCases({ positionals, has }: CommandCall): void {
  const hint = 'write policywatch match --cases FILE; each case says it for itself'
  if (positionals.length > 0) throw new UsageError('--cases takes the place of RULE and FILE', hint)
  const option = ['title', 'html', 'lang'].find(has)
  if (option !== undefined) throw new UsageError(`--${option} does not go with --cases`, hint)
}

async function readSource({ io }: CommandCall, source: string | null): Promise<string> {
  if (source === null) return new TextDecoder().decode(await buffer(io.stdin))
  try {
    return new TextDecoder().decode(await readFile(source))
  } catch (error) {
    throw new CommandError(`${source} cannot be read: ${describeFileError(error)}`, {
      cause: error,
    })
  }
}
