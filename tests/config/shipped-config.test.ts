import path from 'node:path'
import { expect, test } from 'vitest'
import { isUsable, readFeedCatalogue } from '../../src/config/feed-catalogue.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import type { FeedSettings } from '../../src/config/settings.ts'
import { printResult } from './parse-case.ts'

const file = path.resolve(import.meta.dirname, '../../config.yaml')

test('the config.yaml that comes with Policywatch loads without a warning', async () => {
  expect(printResult(await loadConfig({ file, env: {} }))).toBe('loaded\n\n')
})

test('it needs no account: messages become files, and the pages are for this machine alone', async () => {
  const result = await loadConfig({ file, env: {} })

  expect(result).toMatchObject({
    settings: { mail: { smtp: null }, web: { listen: { host: '127.0.0.1', port: 8700 } } },
  })
})

test('each of its rules carries examples of both kinds, and all pass', async () => {
  const { examples } = await loadConfig({ file, env: {} })

  expect(examples.failed).toBe(0)
  expect(examples.passed).toBeGreaterThanOrEqual(27)
})

/** What the file says about feeds. */
async function shippedFeeds(): Promise<readonly FeedSettings[]> {
  const result = await loadConfig({ file, env: {} })
  return result.kind === 'loaded' ? [...result.settings.feeds.values()] : []
}

test('it watches a dozen ministries and agencies, each under the name and address that it has in the catalogue', async () => {
  const feeds = await shippedFeeds()

  const entries = new Map(readFeedCatalogue().map((feed) => [feed.id, feed]))
  const known = feeds.map(({ id }) => entries.get(id))
  expect(feeds.length).toBeGreaterThanOrEqual(12)
  expect(feeds.map(({ url, method }) => ({ url, method }))).toEqual(
    known.map((entry) => ({ url: entry?.url, method: entry?.method })),
  )
  expect(feeds.map(({ fullText }) => fullText)).toEqual(
    known.map((entry) => entry?.articles === 'open'),
  )
})

test('of its feeds all were fetched by their source, but for the only one of Singapore', async () => {
  const ids = new Set<string>((await shippedFeeds()).map(({ id }) => id))

  const doubtful = readFeedCatalogue().filter(
    (feed) => ids.has(feed.id) && (!isUsable(feed) || feed.status !== 'measured-by-source'),
  )
  expect(doubtful.map(({ id }) => id)).toEqual(['sg-sfa'])
})

test('its feeds are from Korea, Singapore, Japan, the United States, the United Kingdom, Europe and the IAEA', async () => {
  const ids = new Set<string>((await shippedFeeds()).map(({ id }) => id))

  const countries = readFeedCatalogue().flatMap(({ id, country }) =>
    ids.has(id) ? country.code : [],
  )
  expect([...new Set(countries)].sort()).toEqual(['EU', 'GB', 'INT', 'JP', 'KR', 'SG', 'US'])
})
