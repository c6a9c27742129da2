import type { Diagnostic } from '../core/diagnostic.ts'
import type { Censor } from './censor.ts'
import type { ConfigPath, ConfigProblem } from './config-problem.ts'
import { findScalarOffset } from './scalar-offset.ts'
import { findOffset, findPathAt, findScalar } from './yaml-position.ts'
import type { YamlProblem } from './yaml-problem.ts'
import type { YamlSource } from './yaml-source.ts'

/** Where diagnostics are from, and what they may not show. */
export type Placement = {
  readonly file: string
  readonly source: YamlSource
  readonly censor: Censor
}

/** A problem with its line and column. */
export function placeProblem(problem: ConfigProblem, placement: Placement): Diagnostic {
  return place({ ...problem, offset: offsetOf(problem, placement.source) }, placement)
}

/** The same for a mistake in the YAML itself, which is found by its place in the text. */
export function placeYamlProblem(problem: YamlProblem, placement: Placement): Diagnostic {
  const path = findPathAt(placement.source, problem.offset)
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

type Located = Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'> & {
  readonly path: ConfigPath
  readonly offset: number
}

function place(located: Located, { file, source, censor }: Placement): Diagnostic {
  const { code, severity, message, hint, offset } = located
  const { line, col } = source.lines.linePos(Math.min(offset, source.text.length))
  return {
    code,
    severity,
    message: censor.maskText(message),
    hint: hint === null ? null : censor.maskText(hint),
    path: censor.maskPath(located.path).join('.'),
    file,
    line: Math.max(line, 1),
    column: Math.max(col, 1),
    sourceLine: censor.maskLine(Math.max(line, 1)),
  }
}
