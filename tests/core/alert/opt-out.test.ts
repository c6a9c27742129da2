import { expect, test } from 'vitest'
import { describeOptOut, type OptOut } from '../../../src/core/alert/opt-out.ts'
import { subscriptionIdOf } from '../../../src/core/ids.ts'
import type { Timestamp } from '../../../src/core/time.ts'

const OPT_OUT: OptOut = {
  address: 'kim@example.org',
  subscriptionId: subscriptionIdOf('energy-desk'),
  optedOutAt: '2026-03-02T23:30:00.000Z' as Timestamp,
  via: 'one-click',
}

test.each<readonly [string, string, Partial<OptOut>]>([
  ['unsubscribed on 2026-03-02 (one-click)', 'UTC', {}],
  ['unsubscribed on 2026-03-03 (one-click)', 'Asia/Seoul', {}],
  ['unsubscribed on 2026-03-02 (administrator)', 'UTC', { via: 'administrator' }],
  [
    'unsubscribed from everything on 2026-03-02 (page)',
    'UTC',
    { subscriptionId: null, via: 'page' },
  ],
])('%s is said in the zone %s', (words, timezone, change) => {
  expect(describeOptOut({ ...OPT_OUT, ...change }, timezone)).toBe(words)
})
