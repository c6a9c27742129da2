import { createHash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import type { Diagnostic } from '../core/diagnostic.ts'
import type { RuleId } from '../core/ids.ts'
import type { Matcher } from '../core/rule/matcher.ts'
import { conceptClosure } from '../core/rule/syntax/rule-concepts.ts'
import { listSecretForms } from '../core/secret-forms.ts'
import { buildSettings } from './build-settings.ts'
import { createCensor } from './censor.ts'
import { checkReferences } from './check-references.ts'
import { checkTerms } from './check-terms.ts'
import { checkUsage } from './check-usage.ts'
import { compileRules } from './compile-rules.ts'
import { type ConfigProblem, entriesOf, errorAt, isWithin, valueAt } from './config-problem.ts'
import type { ConfigFile } from './config-schema.ts'
import { fillPlaceholders } from './fill-placeholders.ts'
import { listSecrets, longestFirst } from './mask-secrets.ts'
import { type Placement, placeProblem, placeYamlProblem } from './place-problem.ts'
import type { TextFile } from './read-text-file.ts'
import { type ResolvedFile, resolveConcepts } from './resolve-concepts.ts'
import { type ExampleCounts, runExamples } from './run-examples.ts'
import type { Settings } from './settings.ts'
import { validateConfig } from './validate-config.ts'
import { listBrokenPaths, listDoubledSections } from './yaml-position.ts'
import { readYaml, type YamlSource } from './yaml-source.ts'

/** What reading a configuration came to: all of it, or nothing. */
export type LoadResult = LoadReport &
  (
    | {
        readonly kind: 'loaded'
        readonly settings: Settings
        readonly warnings: readonly Diagnostic[]
        /** Gives a problem that is found later, by trying what is configured, its place in the file. */
        readonly place: (problem: ConfigProblem) => Diagnostic
      }
    /** At least one diagnostic is an error. */
    | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  )

export type LoadReport = {
  /** How the rules' own examples came out. */
  readonly examples: ExampleCounts
  /** Texts that logs and pages must mask, the longest first. */
  readonly secrets: readonly string[]
  /** Absolute paths of the configuration and of the files that it takes in: a change of any is a change. */
  readonly sources: readonly string[]
}

export type ConfigInput = {
  readonly text: string
  /** As diagnostics name it. */
  readonly file: string
  /** Absolute path: what is relative in the file is seen from its folder. */
  readonly path: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Reads a file by its absolute path. */
  readonly readText: (path: string) => Promise<TextFile>
}

/**
 * Reads the text of a config.yaml. Every mistake is told at once; a single error refuses the whole. Nothing but the
 * files that `${file:…}` names and the concepts that come along is read, and nothing is written: an editor may call it
 * for a text that is not saved.
 */
export async function parseConfig(input: ConfigInput): Promise<LoadResult> {
  // 1 the YAML
  const source = readYaml(input.text)

  // 2 secrets from environment and files
  const folder = dirname(input.path)
  const filled = await fillPlaceholders(source.value, {
    env: input.env,
    readText: (path) => input.readText(resolve(folder, path)),
  })
  const secrets = listSecrets(filled.value, filled.secrets)
  const sources = [input.path, ...filled.files.map((path) => resolve(folder, path))]

  // 3 the schema, names, rules and their examples
  const checked = checkConfig(source, filled.value, filled.problems)

  // 4 every complaint gets its line; errors come first
  const report = { examples: checked.examples, secrets, sources }
  const problems = { yaml: source.problems, checked: checked.problems }
  const forms = listForms(secrets)
  const isRefused = [...problems.yaml, ...problems.checked].some(isError)
  if (checked.config === null || checked.matcher === null || isRefused) {
    const placement = { file: input.file, source, censor: createCensor(source, forms) }
    return { kind: 'refused', diagnostics: listDiagnostics(problems, placement), ...report }
  }
  const settings = buildSettings(checked.config, {
    file: input.path,
    revision: hash([input.text, ...filled.secrets]),
    matcher: checked.matcher,
    placed: filled.secrets,
    defaultDataDir: input.env['POLICYWATCH_DATA'] || './data',
    defaultListen: input.env['POLICYWATCH_LISTEN'] || '127.0.0.1:8700',
  })
  const makePlacement = (): Placement => {
    const anew = readYaml(input.text)
    return { file: input.file, source: anew, censor: createCensor(anew, forms) }
  }
  const hasWarnings = problems.yaml.length + problems.checked.length > 0
  return {
    kind: 'loaded',
    settings,
    // to place a problem takes as long as to read a small file, and most commands tell no warnings
    get warnings(): readonly Diagnostic[] {
      return hasWarnings ? listDiagnostics(problems, makePlacement()) : []
    },
    place: placeLater(makePlacement),
    ...report,
  }
}

type Problems = {
  readonly yaml: YamlSource['problems']
  readonly checked: Checked['problems']
}

function listDiagnostics(problems: Problems, placement: Placement): readonly Diagnostic[] {
  return [
    ...problems.yaml.map((problem) => placeYamlProblem(problem, placement)),
    ...problems.checked.map((problem) => placeProblem(problem, placement)),
  ]
    .sort((a, b) => Number(isError(b)) - Number(isError(a)) || byPlace(a, b))
    .filter(isFirst)
}

/**
 * Gives a problem its place in a text that is read anew for the first one: a daemon keeps what was loaded for as long as it is in
 * force, and the tree of a file with 100,000 feeds takes 400 MB.
 */
function placeLater(makePlacement: () => Placement): (problem: ConfigProblem) => Diagnostic {
  let placement: Placement | null = null
  return (problem) => {
    placement ??= makePlacement()
    return placeProblem(problem, placement)
  }
}

type Checked = {
  readonly config: ResolvedFile | null
  readonly matcher: Matcher | null
  readonly problems: readonly ConfigProblem[]
  readonly examples: ExampleCounts
}

const NO_EXAMPLES: ExampleCounts = { passed: 0, failed: 0 }

function checkConfig(
  source: YamlSource,
  value: unknown,
  placeholderProblems: readonly ConfigProblem[],
): Checked {
  const nothing = { config: null, matcher: null, examples: NO_EXAMPLES }
  if (source.value === undefined) return { ...nothing, problems: placeholderProblems }
  if (source.value === null) return { ...nothing, problems: [EMPTY_FILE] }

  const broken = [...listBrokenPaths(source), ...placeholderProblems.map(({ path }) => path)]
  const { file: config, problems: mistakes } = validateConfig(value, broken)
  const doubled = listDoubledSections(source)
  const references = checkReferences(value).filter((problem) => !isFollowUp(problem, doubled))
  if (config === null) {
    return { ...nothing, problems: [...placeholderProblems, ...mistakes, ...references] }
  }

  const { file: resolved, placeInFile, problems: badConcepts } = resolveConcepts(config)
  const badTerms = [...badConcepts, ...checkTerms(resolved.concepts).map(placeInFile)]
  const compiled = compileRules(resolved, listAbsentConcepts(config, value, badTerms))
  const examples =
    compiled.matcher === null
      ? { ...NO_EXAMPLES, problems: [] }
      : runExamples(config, compiled.matcher, listTriable(resolved, compiled.ruleIds, mistakes))
  const found = [
    ...mistakes,
    ...references,
    ...badTerms,
    ...compiled.problems.map(placeInFile).filter((problem) => !isFollowUp(problem, doubled)),
    ...examples.problems,
  ].filter((problem) => !broken.some((path) => isWithin(problem.path, path)))
  const isSound = ![...source.problems, ...placeholderProblems, ...found].some(isError)
  const problems = [...placeholderProblems, ...found, ...(isSound ? checkUsage(config) : [])]
  const { passed, failed } = examples
  return { config: resolved, matcher: compiled.matcher, problems, examples: { passed, failed } }
}

/** The section in which each of these names is looked for. */
const NAMED_IN: Readonly<Record<string, string>> = {
  'unknown-feed': 'feeds',
  'unknown-tag': 'feeds',
  'unknown-rule': 'rules',
  'unknown-concept': 'concepts',
}

/** Of a section that stands twice only the last is read: what is not found there may stand in the first. */
function isFollowUp({ code }: ConfigProblem, doubled: ReadonlySet<string>): boolean {
  return doubled.has(NAMED_IN[code] ?? '')
}

/** Concepts that the file names and that cannot be used: what names them in turn is not complained of. */
function listAbsentConcepts(
  config: ConfigFile,
  value: unknown,
  badTerms: readonly ConfigProblem[],
): ReadonlySet<string> {
  const written = entriesOf(valueAt(value, ['concepts'])).map(([name]) => name)
  const bad = new Set(badTerms.filter(isError).map(({ path }) => path[1]))
  return new Set(written.filter((name) => !Object.hasOwn(config.concepts, name) || bad.has(name)))
}

/** The rules whose examples are worth trying: not those that reach a concept of which a part was left out. */
function listTriable(
  { concepts, rules }: ResolvedFile,
  ruleIds: ReadonlySet<RuleId>,
  mistakes: readonly ConfigProblem[],
): ReadonlySet<RuleId> {
  const partial = new Set(
    mistakes.filter(({ path }) => path[0] === 'concepts').map((p) => p.path[1]),
  )
  if (partial.size === 0) return ruleIds
  const lists = new Map(Object.entries(concepts))
  const isWhole = (id: RuleId): boolean =>
    !conceptClosure(rules[id]?.match ?? '', lists).some((name) => partial.has(name))
  return new Set([...ruleIds].filter(isWhole))
}

const EMPTY_FILE: ConfigProblem = errorAt(
  [],
  'empty-file',
  'the configuration is empty',
  'begin with feeds, rules and subscriptions; the config.yaml that comes with Policywatch is an example',
)

/** Servers repeat what they were sent in forms of their own, and `check --online` repeats what they say. */
function listForms(secrets: readonly string[]): readonly string[] {
  return longestFirst(secrets.flatMap(listSecretForms))
}

function isError({ severity }: { readonly severity: 'error' | 'warning' }): boolean {
  return severity === 'error'
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}

/** Merged keys are complained of once for each place that takes them in. */
function isFirst(found: Diagnostic, index: number, all: readonly Diagnostic[]): boolean {
  const before = all[index - 1]
  return before === undefined || byPlace(before, found) !== 0 || before.message !== found.message
}

function hash(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex')
}
