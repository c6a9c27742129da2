/**
 * A mistake as the checks of this folder find it: told by its place in the tree of config.yaml. `placeProblem` turns
 * it into a Diagnostic with a line and a column once all checks have spoken.
 */

/** Keys and indexes from the top of config.yaml: `['rules', 'smr-korea', 'matches', 0]`. */
export type ConfigPath = readonly (string | number)[]

export type ConfigProblem = {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hint: string | null
  readonly path: ConfigPath
  /** Which end of the pair is meant: the key itself, or what stands behind it. */
  readonly at: 'key' | 'value'
  /** UTF-16 offset into the text at `path`, where a place inside it is known. */
  readonly offset: number | null
}

/** An error at a value, the most frequent kind of problem. */
export function errorAt(
  path: ConfigPath,
  code: string,
  message: string,
  hint: string | null,
): ConfigProblem {
  return { code, severity: 'error', message, hint, path, at: 'value', offset: null }
}

/** Whether `path` is `ancestor` itself or stands below it. */
export function isWithin(path: ConfigPath, ancestor: ConfigPath): boolean {
  return ancestor.length <= path.length && ancestor.every((step, index) => step === path[index])
}

/** What stands at a place of a value of any shape; undefined when nothing does. */
export function valueAt(root: unknown, path: ConfigPath): unknown {
  let value = root
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string | number, unknown>>)[step] // an object that has the step
  }
  return value
}

/** The keys and values of a map; none for anything else. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : []
}
