import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDate } from '../../../src/core/feed/parse-date.ts'
import { DATE_CASES, NO_DATES } from './date-cases.ts'

const cases = Object.entries(DATE_CASES).flatMap(([habit, dates]) =>
  dates.map(([raw, instant, timezone = 'Asia/Seoul']) => ({ habit, raw, instant, timezone })),
)

const figures = (most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, '0'))
const zones = fc.oneof(
  fc.constantFrom('Z', 'GMT', ' GMT', ' UTC', ' KST', ''),
  fc.tuple(
    fc.constantFrom('', ' '),
    fc.constantFrom('+', '-'),
    figures(17),
    fc.constantFrom('', ':'),
    figures(61),
  ),
)
const clocks = fc
  .tuple(figures(25), figures(61), fc.option(figures(61)))
  .map(([hour, minute, second]) => [hour, minute, ...(second === null ? [] : [second])].join(':'))
const years = fc.constantFrom(1582, 1900, 1999, 2024, 2026, 2569, 2999).map(String)
const joined = (...parts: readonly fc.Arbitrary<unknown>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((written) => written.flat().join(''))

/** Dates by RFC 822 and of Atom, and those that are wrong in a figure. */
const nearlyUsual = fc.oneof(
  joined(
    fc.constantFrom('', 'Tue, ', 'Mar, ', 'tue, '),
    fc.oneof(figures(33), fc.constantFrom('3')),
    fc.constantFrom(' Jan ', ' Feb ', ' May ', ' Sep ', ' Sept ', ' jan ', ' Foo '),
    years,
    fc.constant(' '),
    clocks,
    zones,
  ),
  joined(
    years,
    fc.constant('-'),
    figures(13),
    fc.constant('-'),
    figures(32),
    fc.constantFrom('T', ' ', 't'),
    clocks,
    fc.constantFrom('', '.5', '.123456789', ',5'),
    zones,
  ),
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

  it('reads the usual forms as it reads all others', () => {
    fc.assert(
      fc.property(
        nearlyUsual,
        fc.constantFrom('UTC', 'Asia/Bangkok', 'Asia/Taipei'),
        (raw, timezone) => {
          // with a space behind it a date is of no usual form
          expect(parseDate(raw, timezone)).toBe(parseDate(`${raw} `, timezone))
        },
      ),
      { numRuns: 2_000 },
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
