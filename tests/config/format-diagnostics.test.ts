import { expect, test } from 'vitest'
import { formatDiagnostics } from '../../src/config/format-diagnostics.ts'
import type { Diagnostic } from '../../src/core/diagnostic.ts'

const UNKNOWN_KEY: Diagnostic = {
  code: 'unknown-key',
  severity: 'error',
  message: '"shedule" is not a key of feed "motir"',
  hint: 'did you mean "schedule"?',
  path: 'feeds.motir.shedule',
  file: 'config.yaml',
  line: 3,
  column: 5,
  sourceLine: '    shedule: "0 * * * *"',
}

test('shows place, line, caret and hint', () => {
  expect(formatDiagnostics([UNKNOWN_KEY])).toBe(
    [
      'config.yaml:3:5 error unknown-key: "shedule" is not a key of feed "motir"',
      '    shedule: "0 * * * *"',
      '    ^',
      '  hint: did you mean "schedule"?',
      '',
    ].join('\n'),
  )
})

test('leaves out what is not known', () => {
  const unreadable = { ...UNKNOWN_KEY, hint: null, line: null, column: null, sourceLine: null }

  expect(formatDiagnostics([unreadable])).toBe(
    'config.yaml error unknown-key: "shedule" is not a key of feed "motir"\n',
  )
})

test('parts diagnostics by a blank line', () => {
  expect(formatDiagnostics([UNKNOWN_KEY, UNKNOWN_KEY]).split('\n\n')).toHaveLength(2)
})

test('puts the caret under the mistake behind Hangul, which is twice as wide', () => {
  const shown = formatDiagnostics([{ ...UNKNOWN_KEY, sourceLine: 'a: [한국, x]', column: 9 }])

  expect(shown).toContain('    a: [한국, x]\n              ^\n')
})

test('cuts a long line around the mistake', () => {
  const sourceLine = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`

  const lines = formatDiagnostics([{ ...UNKNOWN_KEY, sourceLine, column: 501 }]).split('\n')

  expect(lines[1]!.length).toBeLessThan(130)
  expect(lines[1]!.slice(lines[2]!.indexOf('^'))).toMatch(/^HERE/)
})

test('lets no control character through', () => {
  const shown = formatDiagnostics([
    { ...UNKNOWN_KEY, message: 'a\u001b[31mb', sourceLine: '\u0007' },
  ])

  expect(shown).toContain('a [31mb')
  expect(shown).not.toContain('\u0007')
})
