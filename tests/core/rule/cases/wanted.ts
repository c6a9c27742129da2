import type { MatchingCase } from './matching-case.ts'

/** A case that the engine answers otherwise, in the language of its text, and why the answer here is right. */
export type WantedCase = {
  readonly language: string
  readonly wanted: MatchingCase
  readonly reason: string
}

const POINTS = 'the points of a list are no running text, whichever sign begins them'

/** What the engine should answer one day. Not run; a case that is answered goes to the file of its subject. */
export const WANTED: readonly WantedCase[] = [
  {
    language: 'en',
    wanted: ['a bar between cells', '"free trade"', '| duty free | trade |', false],
    reason: 'a phrase never runs across the border of a table cell',
  },
  {
    language: 'en',
    wanted: ['a bullet between', '"free trade"', '• duty free\n• trade facilitation', false],
    reason: POINTS,
  },
  {
    language: 'en',
    wanted: ['a triangle between', '"free trade"', '‣ duty free\n‣ trade facilitation', false],
    reason: POINTS,
  },
  {
    language: 'en',
    wanted: ['an asterisk between', '"free trade"', '* duty free\n* trade facilitation', false],
    reason: POINTS,
  },
]
