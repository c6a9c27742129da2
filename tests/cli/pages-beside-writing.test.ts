import { expect, test } from 'vitest'
import { createWebViews } from '../../src/cli/create-web-views.ts'
import { createMetrics } from '../../src/observe/metrics.ts'
import { inTransaction } from '../../src/store/database.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { loadSettings, openTestApp } from '../support/test-app.ts'

const CONFIG = `
feeds: { harbour: { url: "https://harbour.test/feed.xml" } }
rules: { piers: { match: pier } }
`

test('a page is shown while a transaction is under way', async () => {
  const settings = await loadSettings(makeTempDir(), CONFIG)
  const app = await openTestApp(settings)
  const views = createWebViews(app.deps, {
    settings: () => settings,
    state: () => {
      throw new Error('no page asks for it here')
    },
    readiness: async () => ({ isReady: true, state: 'running', checks: [] }),
    metrics: createMetrics([]),
    deliverNow: () => {},
    env: {},
  })

  const shown = await inTransaction(app.deps.db, async () => await views.feeds.list())

  expect(shown.map(({ id }) => id)).toEqual(['harbour'])
})
