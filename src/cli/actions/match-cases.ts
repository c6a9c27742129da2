import { readFile } from 'node:fs/promises'
import { readKoreanLexicon } from '../../config/read-korean-lexicon.ts'
import { ruleIdOf } from '../../core/ids.ts'
import { createMatcher } from '../../core/rule/matcher.ts'
import { type CommandCall, CommandError } from '../command.ts'
import type { Concepts } from '../compile-query.ts'
import { describeFileError } from '../describe-file-error.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { printable } from '../output/printable.ts'
import { writeJsonLine, writeLine } from '../output/write.ts'
import { documentOf, loadConcepts } from '../text-match.ts'

/** A rule, a text, and whether the one must hit the other. */
type MatchCase = {
  readonly id: string
  readonly rule: string
  readonly title: string
  readonly text: string
  readonly isHtml: boolean
  readonly language: string | null
  readonly expected: boolean
}

/** What a case came to; a rule that cannot be read is neither. */
type CaseResult = boolean | 'the rule cannot be read'

type FailedCase = { readonly id: string; readonly got: CaseResult }

/** Runs every case of a JSON file and tells those that come out otherwise than expected. */
export async function matchCases(call: CommandCall, file: string): Promise<ExitCode> {
  const cases = await readCases(file)
  const concepts = await loadConcepts(call, cases.map(({ rule }) => rule).join(' '))
  const failed: FailedCase[] = []
  for (const matchCase of cases) {
    const got = runCase(matchCase, concepts)
    if (got !== matchCase.expected) failed.push({ id: matchCase.id, got })
  }
  const passed = cases.length - failed.length
  if (call.has('json')) {
    writeJsonLine(call.io, { passed, failed })
  } else {
    for (const { id, got } of failed) writeLine(call.io, `${printable(id)}: ${describeResult(got)}`)
    writeLine(call.io, `${passed} passed, ${failed.length} failed`)
  }
  return failed.length === 0 ? EXIT.done : EXIT.failed
}

function runCase(matchCase: MatchCase, concepts: Concepts): CaseResult {
  const build = createMatcher([{ id: ruleIdOf('case'), query: matchCase.rule }], concepts, {
    koreanLexicon: readKoreanLexicon(),
  })
  if (build.kind === 'refused') return 'the rule cannot be read'
  return build.matcher.match(documentOf(matchCase.text, matchCase)).length > 0
}

function describeResult(got: CaseResult): string {
  if (typeof got === 'string') return got
  return got ? 'matched, and must not' : 'did not match, and must'
}

async function readCases(file: string): Promise<readonly MatchCase[]> {
  let value: unknown
  try {
    value = JSON.parse((await readFile(file, 'utf8')).replace(/^\ufeff/, ''))
  } catch (error) {
    const reason = describeFileError(error)
    throw new CommandError(`the cases of ${file} cannot be read: ${reason}`, { cause: error })
  }
  if (!Array.isArray(value)) throw new CommandError(`${file} holds no array of cases`)
  return value.map((entry: unknown, index) => readCase(entry, `case ${index + 1} of ${file}`))
}

function readCase(entry: unknown, name: string): MatchCase {
  if (typeof entry !== 'object' || entry === null) throw new CommandError(`${name} is no object`)
  const fields: Readonly<Record<string, unknown>> = { ...entry }
  const { id, rule, title = '', text = '', format = 'text', lang = null, expected } = fields
  if (typeof id !== 'string' && typeof id !== 'number') throw new CommandError(`${name} has no id`)
  if (typeof rule !== 'string') throw new CommandError(`${name} has no rule`)
  if (typeof title !== 'string' || typeof text !== 'string') {
    throw new CommandError(`title and text of ${name} must be texts`)
  }
  if (typeof expected !== 'boolean') {
    throw new CommandError(`expected of ${name} must be true or false`)
  }
  const language = typeof lang === 'string' ? lang : null
  return { id: String(id), rule, title, text, isHtml: format === 'html', language, expected }
}
