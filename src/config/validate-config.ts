import type { z } from 'zod'
import { type ConfigPath, type ConfigProblem, isWithin, valueAt } from './config-problem.ts'
import { type ConfigFile, configSchema } from './config-schema.ts'
import { describeIssues, issuesOfMeant } from './describe-issue.ts'

/**
 * Holds a value against the schema. Whatever is wrong is told, and what is right is handed on nevertheless: the parts
 * that failed are left out, so that rules and their examples are still checked beside a mistyped port. `file` is for
 * finding more mistakes and nothing else as long as there are problems.
 */
export type Validation = {
  readonly file: ConfigFile | null
  readonly problems: readonly ConfigProblem[]
}

/** `broken` are places that were complained of before; that something is missing there is no news. */
export function validateConfig(value: unknown, broken: readonly ConfigPath[]): Validation {
  const tree = emptyAsLeftOut(value)
  for (const path of broken) prune(tree, path)
  const first = configSchema.safeParse(tree)
  if (first.success) return { file: first.data, problems: [] }
  const problems = describeIssues(first.error.issues, tree).filter(
    (problem) => !isKnown(problem, broken),
  )
  return { file: salvage(tree, first.error.issues), problems }
}

/** `title:` with nothing behind it is the same as no title. The key stays, so that an unknown one is still seen. */
function emptyAsLeftOut(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(emptyAsLeftOut)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      item === null ? undefined : emptyAsLeftOut(item),
    ]),
  )
}

function isKnown(problem: ConfigProblem, broken: readonly ConfigPath[]): boolean {
  return (
    ['missing-key', 'missing-value'].includes(problem.code) &&
    broken.some((path) => isWithin(path, problem.path))
  )
}

/** Enough rounds for a key, then its entry, then its section to be left out. */
const MAX_ROUNDS = 5

type Issue = z.core.$ZodIssue

function salvage(tree: unknown, issues: readonly Issue[]): ConfigFile | null {
  let failed = issues
  for (let round = 0; round < MAX_ROUNDS; round++) {
    for (const issue of failed) takeOut(tree, issue, [])
    const result = configSchema.safeParse(tree)
    if (result.success) return result.data
    failed = result.error.issues
  }
  return null
}

/** Takes out what an issue complains of, the issue being told from `place` on. */
function takeOut(tree: unknown, issue: Issue, place: ConfigPath): void {
  const steps = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  const path = [...place, ...steps]
  const meant = issue.code === 'invalid_union' ? issuesOfMeant(issue.errors) : null
  if (meant !== null) for (const inner of meant) takeOut(tree, inner, path)
  else if (issue.code !== 'unrecognized_keys') prune(tree, path)
  else for (const key of issue.keys) removeKey(tree, [...path, key])
}

/** Takes out the key of an entry that a path leads through, else the entry, else the section. */
function prune(tree: unknown, path: ConfigPath): void {
  for (const length of [3, 2, 1]) {
    if (path.length >= length && removeKey(tree, path.slice(0, length))) return
  }
}

/** False when there is nothing to take out. Lists are left whole, because their entries are known by number. */
function removeKey(tree: unknown, path: ConfigPath): boolean {
  const parent = valueAt(tree, path.slice(0, -1))
  const key = path.at(-1)
  if (typeof parent !== 'object' || parent === null || Array.isArray(parent)) return false
  return key !== undefined && Object.hasOwn(parent, key) && Reflect.deleteProperty(parent, key)
}
