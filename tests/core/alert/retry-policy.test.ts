import { describe, expect, test } from 'vitest'
import { type Attempts, decideRetry } from '../../../src/core/alert/retry-policy.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const FIRST = '2026-03-03T08:00:00.000Z' as Timestamp

const attempts = (attemptCount: number, bareRefusalCount = 0): Attempts => ({
  attemptCount,
  bareRefusalCount,
  firstAttemptAt: FIRST,
})

describe('decideRetry', () => {
  test.each([
    [1, '2026-03-03T08:00:05.000Z'],
    [2, '2026-03-03T08:00:30.000Z'],
    [3, '2026-03-03T08:02:00.000Z'],
    [4, '2026-03-03T08:10:00.000Z'],
    [5, '2026-03-03T09:00:00.000Z'],
    [40, '2026-03-03T09:00:00.000Z'],
  ])('tries again after attempt %i at %s', (attempt, at) => {
    const result = { kind: 'unreachable', message: 'connection refused' } as const

    expect(decideRetry(result, attempts(attempt), FIRST)).toMatchObject({ kind: 'again', at })
  })

  test('a permanent refusal ends the delivery with the words of the server', () => {
    const result = {
      kind: 'refused',
      isPermanent: true,
      code: 550,
      response: '550 no such user',
    } as const

    expect(decideRetry(result, attempts(1), FIRST)).toEqual({
      kind: 'failed',
      reason: 'refused: 550 no such user',
    })
  })

  test('a temporary refusal is tried again', () => {
    const result = {
      kind: 'refused',
      isPermanent: false,
      code: 451,
      response: '451 later',
    } as const

    expect(decideRetry(result, attempts(1), FIRST)).toMatchObject({
      kind: 'again',
      state: 'pending',
    })
  })

  test('an uncertain attempt stays uncertain and is tried again', () => {
    const result = { kind: 'uncertain', message: 'cut after DATA' } as const

    expect(decideRetry(result, attempts(1), FIRST)).toMatchObject({
      kind: 'again',
      state: 'uncertain',
    })
  })

  test('gives up after five days', () => {
    const message = 'The mail server was not reached: connection refused'
    const result = { kind: 'unreachable', message } as const
    const late = '2026-03-08T07:30:00.000Z' as Timestamp

    expect(decideRetry(result, attempts(120), late)).toEqual({
      kind: 'failed',
      reason: 'given up after five days: The mail server was not reached: connection refused',
    })
  })

  test.each(['unreachable', 'uncertain'] as const)(
    'an attempt that ended as %s is told once, in its own words',
    (kind) => {
      const result = { kind, message: 'The mail server was not reached: connection refused' }

      expect(decideRetry(result, attempts(1), FIRST)).toMatchObject({ reason: result.message })
    },
  )
})
