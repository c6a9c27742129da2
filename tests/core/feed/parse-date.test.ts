import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDate } from '../../../src/core/feed/parse-date.ts'
import { DATE_CASES, NO_DATES } from './date-cases.ts'

const cases = Object.entries(DATE_CASES).flatMap(([habit, dates]) =>
  dates.map(([raw, instant, timezone = 'Asia/Seoul']) => ({ habit, raw, instant, timezone })),
)

describe('parseDate', () => {
  it.each(cases)('reads $habit: $raw in $timezone', ({ raw, instant, timezone }) => {
    expect(parseDate(raw, timezone)).toBe(instant)
  })

  it.each(NO_DATES)('finds no date in %j', (raw) => {
    expect(parseDate(raw, 'UTC')).toBeNull()
  })

  it('gives null or an instant for any text that is made of parts of dates', () => {
    const words = cases.flatMap(({ raw }) => raw.split(/(?<=[\s,:.])|(?=[\s,:.])/))
    const texts = fc
      .array(fc.constantFrom(...words), { maxLength: 16 })
      .map((parts) => parts.join(''))

    fc.assert(
      fc.property(
        texts,
        fc.constantFrom('UTC', 'Asia/Bangkok', 'Europe/Dublin'),
        (raw, timezone) => {
          const instant = parseDate(raw, timezone)

          expect(instant ?? '2026-03-03T00:00:00.000Z').toMatch(
            /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/,
          )
        },
      ),
    )
  })

  it('gives null or an instant for any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 130 }), (raw) => {
        expect(parseDate(raw, 'UTC') ?? '2026').toMatch(/^\d{4}/)
      }),
    )
  })

  it.each([
    '1'.repeat(120),
    '1. '.repeat(40),
    '('.repeat(120),
    '['.repeat(120),
    'a '.repeat(60),
    `${'十'.repeat(119)}月`,
    `3 March 2026 ${' '.repeat(50)}${'['.repeat(50)}`,
    `2026-03-03 ${'h'.repeat(100)}`,
  ])('takes no time for %j', { timeout: 2_000 }, (raw) => {
    const readOften = (): unknown =>
      Array.from({ length: 2_000 }, () => parseDate(raw, 'UTC')).at(-1)

    expect(readOften).not.toThrow()
  })
})
