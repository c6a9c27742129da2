import { describe, expect, test } from 'vitest'
import {
  allQuietStatements,
  type QuietFacts,
} from '../../../src/core/alert/all-quiet-statements.ts'
import { MAX_BODIES_BYTES, renderAlert } from '../../../src/core/alert/render-alert.ts'
import { wireBytesOf } from '../../../src/core/alert/wire-bytes.ts'
import { timestampOf } from '../../../src/core/time.ts'
import { ALL_QUIET_ALERT, BLIND_ALERT } from '../../support/sample-updates.ts'

const FACTS: QuietFacts = {
  since: timestampOf(Date.UTC(2026, 2, 1, 23)),
  until: timestampOf(Date.UTC(2026, 2, 8, 23)),
  timezone: 'Asia/Seoul',
  feedCount: 14,
  pollCount: 9_408,
  newItemCount: 212,
  ruleTitles: ['SMR and Korea', 'Trade'],
  unansweredFeeds: [],
}

describe('what is said of a quiet week', () => {
  test('is what was visited, what came, and which rules matched nothing', () => {
    expect(allQuietStatements(FACTS)).toEqual({
      isBlind: false,
      statements: [
        '14 feeds were visited 9,408 times between Mon 2 Mar 2026, 08:00 and Mon 9 Mar 2026, 08:00 (Asia/Seoul), and brought 212 new items.',
        'Nothing matched the rules “SMR and Korea”, “Trade”.',
      ],
      notices: [],
    })
  })

  test('is right for one of each', () => {
    const one = { feedCount: 1, pollCount: 1, newItemCount: 1, ruleTitles: ['Trade'] }

    const { statements } = allQuietStatements({ ...FACTS, ...one })

    expect(statements[0]).toMatch(/^1 feed was visited once between .*, and brought 1 new item\.$/)
    expect(statements[1]).toBe('Nothing matched the rule “Trade”.')
  })

  test('says when nothing new came at all', () => {
    expect(allQuietStatements({ ...FACTS, newItemCount: 0 }).statements[0]).toMatch(
      /and brought no new items\.$/,
    )
  })

  test('counts apart the feeds that did not answer, and names them', () => {
    const { statements, notices, isBlind } = allQuietStatements({
      ...FACTS,
      unansweredFeeds: ['Ministry of Energy', 'Ministry of Trade'],
    })

    expect(isBlind).toBe(false)
    expect(statements[0]).toMatch(/^12 of 14 feeds were visited/)
    expect(notices).toEqual([
      '“Ministry of Energy”, “Ministry of Trade” did not answer once in that time. What they published is not known.',
    ])
  })

  test('names a dozen of many', () => {
    const names = Array.from({ length: 90 }, (_, n) => `Rule ${n}`)

    const { statements } = allQuietStatements({ ...FACTS, ruleTitles: names })

    expect(statements[1]).toMatch(/“Rule 11” and 78 more\.$/)
  })
})

describe('what is said when nothing could be watched', () => {
  test.each([
    ['no feed answered', { feedCount: 2, pollCount: 0, unansweredFeeds: ['a', 'b'] }],
    ['there was no visit', { pollCount: 0 }],
  ])('is that nobody knows: %s', (_, facts) => {
    const { isBlind, statements } = allQuietStatements({ ...FACTS, ...facts })

    expect(isBlind).toBe(true)
    expect(statements[0]).toMatch(/^None of the \d+ feeds .* could be visited between /)
    expect(statements.join(' ')).not.toMatch(/matched|quiet/)
  })

  test('is that its rules look at no feed', () => {
    const { isBlind, statements, notices } = allQuietStatements({ ...FACTS, feedCount: 0 })

    expect(isBlind).toBe(true)
    expect(statements).toEqual([
      'The rules of this subscription look at no feed, so that it can hear of nothing.',
    ])
    expect(notices).toEqual([])
  })
})

describe('an all-quiet mail', () => {
  test('says so in subject, heading and both parts', () => {
    const { subject, html, text } = renderAlert(ALL_QUIET_ALERT)

    expect(subject).toBe('All quiet: nothing matched in energy-desk')
    expect(html).toMatch(/<h1 [^>]*>All quiet<\/h1>/)
    expect(text).toMatch(/\nAll quiet\n\n13 of 14 feeds were visited 9,408 times/)
    expect(text).toContain('Note: “Ministry of Energy” did not answer once')
  })

  test('never calls quiet what could not be watched', () => {
    const { subject, html, text } = renderAlert(BLIND_ALERT)

    expect(subject).toBe('Nothing could be watched for energy-desk')
    expect(html).toMatch(/<h1 [^>]*>Nothing could be watched<\/h1>/)
    expect(`${subject} ${text}`).not.toContain('All quiet')
  })

  test('says why it came, and names no rule as having matched', () => {
    const { text } = renderAlert(ALL_QUIET_ALERT)

    expect(text).toContain('It is the proof of life that the subscription asks for (allQuiet)')
    expect(text).not.toContain('Rules that matched')
  })

  test.each(['"', '한', '🚢'])('stays small, whatever feeds and rules are called: %s', (letter) => {
    const long = letter.repeat(5_000)
    const names = Array.from({ length: 500 }, () => long)
    const facts = { ...FACTS, ruleTitles: names, unansweredFeeds: names, feedCount: 900 }

    const { html, text } = renderAlert({ ...ALL_QUIET_ALERT, ...allQuietStatements(facts) })

    expect(wireBytesOf({ html, text })).toBeLessThan(MAX_BODIES_BYTES)
  })
})
