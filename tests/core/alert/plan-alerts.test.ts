import { describe, expect, test } from 'vitest'
import {
  type MatchToTell,
  planAlerts,
  type Subscriber,
} from '../../../src/core/alert/plan-alerts.ts'
import { ruleIdOf, subscriptionIdOf } from '../../../src/core/ids.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const NOW = '2026-03-03T08:20:00.000Z' as Timestamp // 17:20 in Seoul
const SEOUL = 'Asia/Seoul'

const subscriber = (change: Partial<Subscriber> = {}): Subscriber => ({
  id: subscriptionIdOf('energy'),
  to: [{ name: '', address: 'a@example.org' }],
  ruleIds: new Set([ruleIdOf('smr'), ruleIdOf('trade')]),
  deliver: { kind: 'immediately' },
  quiet: null,
  budget: 20,
  ...change,
})

const match = (matchId: number, rule: string, change: Partial<MatchToTell> = {}): MatchToTell => ({
  matchId,
  ruleId: ruleIdOf(rule),
  telling: 'news',
  ...change,
})

const plan = (
  matches: readonly MatchToTell[],
  change: Partial<Subscriber> = {},
  sentToday = 0,
  gathering: readonly string[] = [],
): ReturnType<typeof planAlerts> =>
  planAlerts(
    matches,
    [subscriber(change)],
    {
      sentToday: new Map([[subscriptionIdOf('energy'), sentToday]]),
      gathering: new Set(gathering.map(subscriptionIdOf)),
    },
    SEOUL,
    NOW,
  )

describe('planAlerts', () => {
  test('gathers the matches of a subscription in one alert that is due at once', () => {
    const { plans, suppressions } = plan([match(1, 'smr'), match(2, 'trade')])

    expect(plans).toEqual([
      {
        subscriptionId: 'energy',
        to: [{ name: '', address: 'a@example.org' }],
        kind: 'news',
        matchIds: [1, 2],
        editIds: [],
        itemId: null,
        gatherUntil: '2026-03-03T08:20:10.000Z',
        dueAt: NOW,
        heldReason: null,
        notice: null,
      },
    ])
    expect(suppressions).toEqual([])
  })

  test('keeps what was already published apart from news', () => {
    const { plans } = plan([match(1, 'smr', { telling: 'already-published' }), match(2, 'trade')])

    expect(plans.map((p) => [p.kind, p.matchIds])).toEqual([
      ['already-published', [1]],
      ['news', [2]],
    ])
  })

  test('holds a digest until its time in the zone, with the reason', () => {
    const { plans } = plan([match(1, 'smr')], {
      deliver: { kind: 'digest', cron: '0 8 * * *', label: 'daily' },
    })

    expect(plans[0]).toMatchObject({
      kind: 'digest',
      dueAt: '2026-03-03T23:00:00.000Z',
      heldReason: 'daily digest',
    })
  })

  test('holds news of the quiet hours until they end', () => {
    const { plans } = plan([match(1, 'smr')], { quiet: { from: '17:00', to: '07:30' } })

    expect(plans[0]).toMatchObject({
      kind: 'news',
      dueAt: '2026-03-03T22:30:00.000Z',
      heldReason: 'quiet hours',
    })
  })

  test('holds a digest that falls into the quiet hours until they end, for both reasons', () => {
    const { plans } = plan([match(1, 'smr')], {
      deliver: { kind: 'digest', cron: '0 6 * * *', label: 'daily' },
      quiet: { from: '22:00', to: '07:00' },
    })

    expect(plans[0]).toMatchObject({
      dueAt: '2026-03-03T22:00:00.000Z',
      heldReason: 'daily digest, and quiet hours',
    })
  })

  test('sends at once outside the quiet hours', () => {
    const { plans } = plan([match(1, 'smr')], { quiet: { from: '22:00', to: '07:00' } })

    expect(plans[0]).toMatchObject({ dueAt: NOW, heldReason: null })
  })

  test('gathers what exceeds the daily budget in one digest that says so', () => {
    const { plans } = plan([match(1, 'smr')], { budget: 3 }, 3)

    expect(plans[0]?.kind).toBe('digest')
    expect(plans[0]?.dueAt).toBe('2026-03-03T15:00:00.000Z')
    expect(plans[0]?.notice).toContain('budget of 3 e-mails a day')
  })

  test('what joins an e-mail that still gathers costs no budget', () => {
    const { plans } = plan([match(1, 'smr')], { budget: 3 }, 3, ['energy'])

    expect(plans[0]).toMatchObject({ kind: 'news', dueAt: NOW })
  })

  test('a budget of 0 sets no limit', () => {
    const { plans } = plan([match(1, 'smr')], { budget: 0 }, 5000)

    expect(plans[0]).toMatchObject({ kind: 'news', dueAt: NOW })
  })

  test('says for each address why a match is not told', () => {
    const { plans, suppressions } = plan([match(1, 'smr', { telling: 'nothing' })])

    expect(plans).toEqual([])
    expect(suppressions).toEqual([
      {
        matchId: 1,
        subscriptionId: 'energy',
        address: 'a@example.org',
        reason: 'already published when the watch began (startWith: nothing)',
      },
    ])
  })

  test('says that nobody takes the rule of a match', () => {
    const { suppressions } = plan([match(1, 'health')])

    expect(suppressions).toEqual([
      {
        matchId: 1,
        subscriptionId: null,
        address: null,
        reason: 'no subscription takes this rule',
      },
    ])
  })
})
