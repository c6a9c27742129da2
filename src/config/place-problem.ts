import type { Diagnostic } from '../core/diagnostic.ts'
import type { ConfigProblem } from './config-problem.ts'
import { hideRanges, type TextRange } from './hide-values.ts'
import { maskLine, maskSecrets } from './mask-secrets.ts'
import { findScalarOffset } from './scalar-offset.ts'
import { findOffset, findPathAt, findScalar } from './yaml-position.ts'
import type { YamlProblem, YamlSource } from './yaml-source.ts'

/** Where diagnostics are from, and what they may not show. */
export type Placement = {
  readonly file: string
  readonly source: YamlSource
  readonly secrets: readonly string[]
  /** Values that are not shown when their line is. */
  readonly hidden: readonly TextRange[]
}

/** A problem with its line and column. */
export function placeProblem(problem: ConfigProblem, placement: Placement): Diagnostic {
  const path = problem.path.join('.')
  return place({ ...problem, path, offset: offsetOf(problem, placement.source) }, placement)
}

/** The same for a mistake in the YAML itself, which is found by its place in the text. */
export function placeYamlProblem(problem: YamlProblem, placement: Placement): Diagnostic {
  const path = findPathAt(placement.source, problem.offset).join('.')
  return place({ ...problem, path }, placement)
}

function offsetOf(problem: ConfigProblem, source: YamlSource): number {
  if (problem.offset !== null) {
    const scalar = findScalar(source, problem.path)
    const inside = scalar && findScalarOffset(source.text, scalar, problem.offset)
    if (inside !== null) return inside
  }
  return findOffset(source, problem.path, problem.at)
}

type Located = Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint' | 'path'> & {
  readonly offset: number
}

function place(located: Located, { file, source, secrets, hidden }: Placement): Diagnostic {
  const { code, severity, path, offset } = located
  const { line, col } = source.lines.linePos(Math.min(offset, source.text.length))
  return {
    code,
    severity,
    message: maskSecrets(located.message, secrets),
    hint: located.hint === null ? null : maskSecrets(located.hint, secrets),
    path,
    file,
    line: Math.max(line, 1),
    column: Math.max(col, 1),
    sourceLine: maskLine(lineAt(source, Math.max(line, 1), hidden), secrets),
  }
}

function lineAt(source: YamlSource, line: number, hidden: readonly TextRange[]): string {
  const start = source.lines.lineStarts[line - 1] ?? 0
  const end = source.text.indexOf('\n', start)
  const text = source.text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '')
  return hideRanges(text, start, hidden)
}
