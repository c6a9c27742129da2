import type { Diagnostic } from '../core/diagnostic.ts'

/** Columns of a source line that are shown; of a longer one, the part around the mistake. */
const SHOWN_COLUMNS = 120

/**
 * Diagnostics as plain text, each with its place, the line itself, a caret under the mistake and the hint:
 *
 *     config.yaml:3:5 error unknown-key: "shedule" is not a key of feed "motir"
 *         shedule: "0 * * * *"
 *         ^
 *       hint: did you mean "schedule"?
 */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(formatDiagnostic).join('\n')
}

function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, line, column, severity, code, message, hint } = diagnostic
  const place = [file, line, column].filter((part) => part !== null).join(':')
  return [
    `${printable(place)} ${severity} ${code}: ${printable(message)}`,
    ...formatSource(diagnostic),
    ...(hint === null ? [] : [`  hint: ${printable(hint)}`]),
    '',
  ].join('\n')
}

function formatSource({ sourceLine, column }: Diagnostic): readonly string[] {
  if (sourceLine === null || sourceLine.trim() === '') return []
  if (column === null) return [`    ${printable(sourceLine.trim())}`]
  const indent = /^\s*/.exec(sourceLine)?.[0].length ?? 0
  const target = Math.min(column - 1, sourceLine.length)
  const isShort = sourceLine.length - indent <= SHOWN_COLUMNS
  const start = Math.max(Math.min(indent, target), isShort ? 0 : target - SHOWN_COLUMNS / 2)
  const shown = sourceLine.slice(start, start + SHOWN_COLUMNS)
  const before = sourceLine.slice(start, target)
  return [`    ${printable(shown)}`, `    ${' '.repeat(displayWidth(before))}^`]
}

/** Hangul, Han, kana and full-width forms take two columns of a terminal; a surrogate pair is two units already. */
function displayWidth(text: string): number {
  const wide = text.match(
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g,
  )
  return text.length + (wide?.length ?? 0)
}

/** Nothing in a configuration may command the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ')
}
