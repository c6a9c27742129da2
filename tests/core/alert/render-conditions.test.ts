import { describe, expect, test } from 'vitest'
import {
  renderConditions as renderAll,
  type ToldCondition,
} from '../../../src/core/alert/render-conditions.ts'
import { CONDITION_KINDS } from '../../../src/core/feed/condition.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const renderConditions = (
  ...given: Parameters<typeof renderAll>
): ReturnType<typeof renderAll>[number] => renderAll(...given)[0]!

const condition = (change: Partial<ToldCondition> = {}): ToldCondition => ({
  name: 'energy (Ministry of Energy)',
  kind: 'broken',
  since: '2026-03-03T08:00:00.000Z' as Timestamp,
  detail: 'energy.test answered 500',
  endedAt: null,
  ...change,
})

const ENDED_AT = '2026-03-03T10:30:00.000Z' as Timestamp

describe('renderConditions', () => {
  test('says what is the matter, since when, why, and what to do', () => {
    const { subject, paragraphs } = renderConditions([condition()], [], 'Asia/Seoul')

    expect(subject).toBe('energy (Ministry of Energy) is broken')
    expect(paragraphs).toEqual([
      'energy (Ministry of Energy) is broken. Since Tue 3 Mar 2026, 17:00 (Asia/Seoul): energy.test answered 500.',
      expect.stringContaining('Polling goes on'),
      '"policywatch status" shows all feeds and what is the matter with them.',
    ])
  })

  test('says what is well again, and for how long it was not', () => {
    const ended = condition({ endedAt: ENDED_AT })

    const { subject, paragraphs } = renderConditions([], [ended], 'UTC')

    expect(subject).toBe('energy (Ministry of Energy) works again')
    expect(paragraphs[0]).toBe(
      'energy (Ministry of Energy) works again. Since Tue 3 Mar 2026, 08:00 (UTC) it was broken, for 3 hours.',
    )
  })

  test('puts all that began and ended into one message', () => {
    const { subject, paragraphs } = renderConditions(
      [condition(), condition({ name: 'trade' }), condition({ name: 'health', kind: 'gap' })],
      [condition({ name: 'labour', kind: 'silent', endedAt: ENDED_AT })],
      'UTC',
    )

    expect(subject).toBe(
      'energy (Ministry of Energy) and 1 more: broken; health: losing items; labour: no longer silent',
    )
    expect(paragraphs).toHaveLength(7)
  })

  test('names every one of many of a kind', () => {
    const many = Array.from({ length: 400 }, (_, n) => condition({ name: `ministry-of-feed-${n}` }))

    const notices = renderAll(many, [], 'UTC')

    const said = notices.flatMap(({ paragraphs }) => paragraphs).join('\n')
    expect(said.match(/ministry-of-feed-\d+/g)).toHaveLength(400)
    expect(Math.max(...notices.map(({ paragraphs }) => paragraphs.length))).toBeLessThan(25)
    expect(
      Math.max(...notices.flatMap(({ paragraphs }) => paragraphs.map((p) => p.length))),
    ).toBeLessThan(500)
  })

  test('makes no message of nothing', () => {
    expect(renderAll([], [], 'UTC')).toEqual([])
  })

  test.each(CONDITION_KINDS)('has words for %s', (kind) => {
    const begun = renderConditions([condition({ kind })], [], 'UTC')
    const ended = renderConditions([], [condition({ kind, endedAt: ENDED_AT })], 'UTC')

    expect(begun.paragraphs).toHaveLength(3)
    expect(ended.paragraphs).toHaveLength(2)
  })
})
