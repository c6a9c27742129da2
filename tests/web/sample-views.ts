import { feedIdOf, ruleIdOf, subscriptionIdOf } from '../../src/core/ids.ts'
import type { Timestamp } from '../../src/core/time.ts'
import type { AlertView } from '../../src/pipeline/read-alerts.ts'
import type { FeedLine, FeedView } from '../../src/pipeline/read-feeds.ts'
import type { AlertSummary } from '../../src/store/alert-list.ts'

/** What feeds and servers may say: markup in every place, and an address that is a script. */
export const XSS = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
const SCRIPT_LINK = 'javascript:alert(3)'

export const AT = '2026-03-02T09:00:00.000Z' as Timestamp

export const HOSTILE_LINE: FeedLine = {
  id: 'motir',
  title: XSS,
  url: 'https://example.org/feed',
  health: 'failing',
  problem: XSS,
  conditions: [],
  itemCount: 41,
  movedTo: null,
  lastNewsAt: null,
  lastPollAt: AT,
  nextPollAt: null,
  tags: ['korea', XSS],
  schedule: '*/15 * * * *',
  rhythm: [
    { day: '2026-03-01', count: 0 },
    { day: '2026-03-02', count: 7 },
  ],
}

export const SOUND_LINE: FeedLine = {
  ...HOSTILE_LINE,
  id: 'sound',
  title: 'A sound feed',
  health: 'ok',
  problem: null,
  tags: ['korea'],
}

export const HOSTILE_FEED: FeedView = {
  settings: {
    id: feedIdOf('motir'),
    url: 'https://example.org/feed',
    shownUrl: 'https://example.org/feed',
    title: null,
    country: null,
    schedule: '*/15 * * * *',
    timezone: 'Asia/Seoul',
    fullText: true,
    tags: ['korea'],
    method: 'GET',
    body: null,
    headers: {},
    allowPrivate: false,
    startWith: 'digest',
  },
  status: { ...HOSTILE_LINE, movedTo: SCRIPT_LINK },
  state: null,
  conditions: [{ feed: 'motir', host: null, kind: 'broken', since: AT, detail: XSS }],
  rhythm: HOSTILE_LINE.rhythm,
  gaps: [{ feedId: feedIdOf('motir'), from: AT, until: AT }],
  latestItems: [
    {
      id: 7,
      feedId: feedIdOf('motir'),
      storyId: 1,
      guid: null,
      url: SCRIPT_LINK,
      canonicalUrl: null,
      title: XSS,
      published: null,
      authors: [],
      categories: [],
      summary: null,
      text: '',
      searched: 'teaser',
      language: null,
      contentHash: '',
      firstSeenAt: AT,
      revisedAt: null,
      wasPublished: false,
      article: { attempts: 1, retryAt: null, problem: XSS },
    },
  ],
  polls: [
    {
      feedId: feedIdOf('motir'),
      startedAt: AT,
      durationMs: 12,
      outcome: 'failed',
      status: 503,
      byteCount: 0,
      itemCount: 0,
      addedCount: 0,
      revisedCount: 0,
      matchCount: 0,
      message: XSS,
    },
  ],
  pollsBefore: AT,
}

export const HOSTILE_SUMMARY: AlertSummary = {
  id: 17,
  subscriptionId: subscriptionIdOf('desk'),
  kind: 'news',
  createdAt: AT,
  subject: XSS,
  matchCount: 1,
  states: new Map([
    ['sent', 2],
    ['failed', 1],
  ]),
}

export const HOSTILE_ALERT: AlertView = {
  alert: {
    id: 17,
    subscriptionId: subscriptionIdOf('desk'),
    kind: 'news',
    createdAt: AT,
    notice: null,
    sealedAt: AT,
    rendered: {
      subject: XSS,
      text: XSS,
      html: '<html><head></head><body>Fine words</body></html>',
    },
  },
  deliveries: [
    {
      id: 3,
      to: { name: XSS, address: 'kim@example.org' },
      state: 'failed',
      reason: XSS,
      messageId: '<a.17@example.org>',
      nextAttemptAt: null,
      finishedAt: AT,
      attemptCount: 1,
      attempts: [{ startedAt: AT, finishedAt: AT, outcome: 'refused', response: XSS }],
      resend: { kind: 'now' },
    },
    {
      id: 4,
      to: { name: '', address: 'lee@example.org' },
      state: 'sent',
      reason: null,
      messageId: '<b.17@example.org>',
      nextAttemptAt: null,
      finishedAt: AT,
      attemptCount: 0,
      attempts: [],
      resend: { kind: 'not', reason: 'the address has unsubscribed' },
    },
  ],
  told: [
    {
      itemId: 7,
      feedId: feedIdOf('motir'),
      title: XSS,
      url: SCRIPT_LINK,
      ruleId: ruleIdOf('smr'),
      at: AT,
      feedTitle: XSS,
    },
  ],
  isCut: false,
}
