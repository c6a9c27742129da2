import { expect, test } from 'vitest'
import { takeAccount } from '../../bench/scale/alert-account.ts'
import { readScaleOptions } from '../../bench/scale/options.ts'
import { openWatchedHosts } from '../../bench/scale/watched-hosts.ts'

const NO_FAULTS = { error: 0, hang: 0, reset: 0, throttle: 0 }
const ONE_FEED = { feeds: 1, items: 2, latencyMs: 0, jitterMs: 0, faults: NO_FAULTS }

test('expects of a notice that it is told once a server has handed it out', async () => {
  const hosts = await openWatchedHosts(ONE_FEED)
  const [url = ''] = hosts.urls
  const account = (): ReturnType<typeof takeAccount> =>
    takeAccount(hosts.notices, ['a@example.org'], {}, new Map(), performance.now() + 120_000)
  hosts.publish(1, 1)

  const before = account()
  const text = await (await fetch(url)).text()
  const after = account()
  await hosts.close()

  expect(before).toMatchObject({ expected: 0, missed: [] })
  expect(text).toContain('NOTICE 0-3')
  expect(after).toMatchObject({ expected: 1, delivered: 0, missed: ['a@example.org 0-3'] })
})

test('tells what was told twice from what was told once', () => {
  const notices = ['0-3', '0-4'].map((name) => ({ name, publishedAt: 0, servedAt: 1 }))

  const account = takeAccount(
    notices,
    ['a@example.org'],
    { 'a@example.org': { '0-3': 1, '0-4': 2 } },
    new Map([['a@example.org 0-3', 11]]),
    20,
  )

  expect(account).toMatchObject({ delivered: 2, doubled: ['a@example.org 0-4'], delaysMs: [10] })
})

test('takes shares of faults by name, and says so of others', () => {
  expect(readScaleOptions(['--faults', 'hang:0.5'])).toMatchObject({
    faults: { ...NO_FAULTS, hang: 0.5 },
  })
  expect(readScaleOptions(['--faults', 'flood:0.5'])).toMatch('--faults takes')
})
