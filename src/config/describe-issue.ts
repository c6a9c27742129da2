import type { z } from 'zod'
import { type ConfigPath, type ConfigProblem, errorAt, valueAt } from './config-problem.ts'
import { findClosest } from './find-closest.ts'
import { findDescription, findExample, listKnownKeys, listSectionsOf } from './schema-keys.ts'

type Issue = z.core.$ZodIssue

/** What the schema complains of, in words for the administrator. `root` is the value that was checked. */
export function describeIssues(issues: readonly Issue[], root: unknown): readonly ConfigProblem[] {
  const problems = issues.flatMap((issue) => describeAt(issue, issue.path.map(toStep), root))
  const mistyped = new Set(problems.flatMap(keyMeant))
  return problems.filter(({ code, path }) => code !== 'missing-key' || !mistyped.has(keyOf(path)))
}

/** The key that a mistyped one was probably meant to be: that it is missing is no news. */
function keyMeant({ code, path }: ConfigProblem): readonly string[] {
  if (code !== 'unknown-key') return []
  const place = path.slice(0, -1)
  const closest = findClosest(String(path.at(-1)), listKnownKeys(place))
  return closest === null ? [] : [keyOf([...place, closest])]
}

function keyOf(path: ConfigPath): string {
  return JSON.stringify(path)
}

function describeAt(issue: Issue, path: ConfigPath, root: unknown): readonly ConfigProblem[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => describeUnknownKey(key, path))
    case 'invalid_union':
      return describeUnion(issue.errors, path, root)
    case 'invalid_type':
      return [describeType(issue.expected, path, valueAt(root, path))]
    case 'invalid_value':
      return [describeChoice(issue.values.map(String), path, valueAt(root, path))]
    case 'too_small':
      return [describeBound('at least', issue.minimum, issue.origin, path)]
    case 'too_big':
      return [describeBound('at most', issue.maximum, issue.origin, path)]
    case 'custom':
      return [describeCustom(issue.message, issue.params ?? {}, path)]
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      return [errorAt(path, 'bad-value', issue.message, hintFromSchema(path))]
  }
}

function toStep(step: PropertyKey): string | number {
  return typeof step === 'symbol' ? String(step) : step
}

/**
 * Of several shapes that a value may have, the one that was meant is the one that it got inside of: what is wrong with that
 * one; null where none was.
 */
export function issuesOfMeant(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const meant = branches.find((issues) =>
    issues.every(
      (issue) =>
        issue.path.length > 0 || issue.code === 'unrecognized_keys' || issue.code === 'too_small',
    ),
  )
  return meant ?? null
}

function describeUnion(
  branches: readonly (readonly Issue[])[],
  path: ConfigPath,
  root: unknown,
): readonly ConfigProblem[] {
  const meant = issuesOfMeant(branches)
  if (meant !== null) {
    return meant.flatMap((issue) => describeAt(issue, [...path, ...issue.path.map(toStep)], root))
  }
  const found = valueAt(root, path)
  const issues = branches.flat()
  const words = issues.flatMap((issue) =>
    issue.code === 'invalid_value' ? issue.values.map(String) : [],
  )
  const types = issues.flatMap((issue) => (issue.code === 'invalid_type' ? [issue.expected] : []))
  const wanted = [...words, ...types.map((type) => TYPE_NAMES[type] ?? type)].join(' or ')
  if (found === undefined) return [describeMissing(path, wanted)]
  const closest = typeof found === 'string' ? findClosest(found, words) : null
  const message = `${nameOf(path)} should be ${wanted}, but is ${describeFound(found)}`
  const hint =
    closest === null ? hintForType(types[0] ?? '', path, found) : `did you mean ${closest}?`
  return [errorAt(path, 'wrong-type', message, hint)]
}

function describeUnknownKey(key: string, path: ConfigPath): ConfigProblem {
  const known = listKnownKeys(path)
  const closest = findClosest(key, known)
  const sections = listSectionsOf(key)
  const elsewhere = sections.length > 0 ? `it belongs to ${sections.join(' or ')}; ` : ''
  const hint =
    closest === null
      ? `${elsewhere}the keys here are ${known.join(', ')}`
      : `did you mean "${closest}"?`
  const problem = errorAt(
    [...path, key],
    'unknown-key',
    `${JSON.stringify(key)} is not a key of ${nameOf(path)}`,
    hint,
  )
  return { ...problem, at: 'key' }
}

/** What one entry of a section is called. */
const ENTRY_NAMES: Readonly<Record<string, string>> = {
  feeds: 'feed',
  rules: 'rule',
  subscriptions: 'subscription',
  concepts: 'concept',
}

/** Words for a place: `feed "motir"`, `web`, `the configuration`. */
function nameOf(path: ConfigPath): string {
  const [section, id, ...rest] = path
  if (section === undefined) return 'the configuration'
  const entry = ENTRY_NAMES[section]
  if (entry === undefined || id === undefined) return path.join('.')
  const steps = rest.map((step) => (typeof step === 'number' ? `entry ${step + 1}` : step))
  return [`${entry} "${id}"`, ...steps].join(' ')
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys and values',
  record: 'keys and values',
}

function describeType(expected: string, path: ConfigPath, found: unknown): ConfigProblem {
  const wanted = TYPE_NAMES[expected] ?? expected
  if (found === undefined) return describeMissing(path, wanted)
  const message = `${nameOf(path)} should be ${wanted}, but is ${describeFound(found)}`
  return errorAt(path, 'wrong-type', message, hintForType(expected, path, found))
}

function describeMissing(path: ConfigPath, wanted: string): ConfigProblem {
  const key = String(path.at(-1))
  const isEntry = path.length === 2 && Object.hasOwn(ENTRY_NAMES, path[0] ?? '')
  const problem = isEntry
    ? errorAt(path, 'missing-value', `${nameOf(path)} is empty`, `it should be ${wanted}`)
    : errorAt(path, 'missing-key', `${nameOf(path.slice(0, -1))} has no ${key}`, `add ${key}: …`)
  return { ...problem, at: 'key' }
}

/** Never repeats the value, which may be a secret. */
function describeFound(found: unknown): string {
  if (found === null) return 'empty'
  if (Array.isArray(found)) return 'a list'
  switch (typeof found) {
    case 'object':
      return 'a group of keys'
    case 'string':
      return 'text'
    case 'boolean':
      return String(found)
    case 'number':
      if (Number.isInteger(found)) return 'a number'
      return Number.isFinite(found) ? 'a fraction' : 'no number that can be counted to'
    default:
      return `a ${typeof found}`
  }
}

/** What the schema says of a place. */
function hintFromSchema(path: ConfigPath): string {
  const example = findExample(path)
  if (example !== null) return `write it like ${example}`
  return findDescription(path) ?? 'policywatch schema describes what may stand here'
}

function hintForType(expected: string, path: ConfigPath, found: unknown): string {
  if (found === null && typeof path.at(-1) === 'number') {
    return 'an entry that begins with # or is left empty is nothing to YAML; put it in quotes: "#korea"'
  }
  if (expected === 'string') {
    const isSimple = typeof found === 'number' || typeof found === 'boolean'
    const example = findExample(path)
    const like = example === null ? '' : `, or write it like ${example}`
    return isSimple
      ? `put it in quotes${like}`
      : 'write one text; put it in quotes if it holds : or #'
  }
  if (expected === 'boolean' && typeof found === 'string' && /^(yes|no|on|off)$/i.test(found)) {
    return `write ${/^(yes|on)$/i.test(found)}; yes, no, on and off are plain words in YAML 1.2`
  }
  if (expected === 'boolean') return 'write true or false'
  if (/^(number|int)$/.test(expected) && !/^-?\d+$/.test(String(found))) {
    return `write a whole number; ${hintFromSchema(path)}`
  }
  if (expected === 'array') return 'write a list: [one, another], or a line with - for each entry'
  if (typeof found === 'string' && /^(-?\d+|true|false)$/.test(found)) {
    return 'write it without quotes; what a placeholder fills in is always text'
  }
  if (expected === 'object' || expected === 'record') {
    return 'write name: value on lines of their own below it, indented'
  }
  return hintFromSchema(path)
}

function describeChoice(
  choices: readonly string[],
  path: ConfigPath,
  found: unknown,
): ConfigProblem {
  if (found === undefined) return describeMissing(path, choices.join(' or '))
  const closest = typeof found === 'string' ? findClosest(found, choices) : null
  const message = `${nameOf(path)} should be ${choices.join(' or ')}`
  const hint = closest === null ? hintFromSchema(path) : `did you mean "${closest}"?`
  return errorAt(path, 'bad-value', message, hint)
}

function describeBound(
  which: string,
  bound: number | bigint,
  origin: string,
  path: ConfigPath,
): ConfigProblem {
  const verb = origin === 'array' ? 'needs' : 'should be'
  const unit = origin === 'array' ? (bound === 1 ? ' entry' : ' entries') : ''
  const size = origin === 'string' ? 'longer' : `${which} ${bound}${unit}`
  const hint = origin === 'array' ? 'add an entry, or remove the key' : hintFromSchema(path)
  return errorAt(path, 'bad-value', `${nameOf(path)} ${verb} ${size}`, hint)
}

function describeCustom(
  message: string,
  params: Readonly<Record<string, unknown>>,
  path: ConfigPath,
): ConfigProblem {
  const code = typeof params['code'] === 'string' ? params['code'] : 'bad-value'
  const hint = typeof params['hint'] === 'string' ? params['hint'] : null
  return { ...errorAt(path, code, message, hint), at: params['at'] === 'key' ? 'key' : 'value' }
}
