import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { Daemon } from '../../../src/daemon/daemon.ts'
import { createLog } from '../../../src/observe/log.ts'
import type { Db } from '../../../src/store/schema.ts'
import { rssOf } from '../../support/feed-text.ts'
import { NO_WATCHER } from '../../support/no-watcher.ts'
import { emptyPage, startPageServer } from '../../support/page-server.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { loadSettings, openTestApp } from '../../support/test-app.ts'

/** Polls three feeds by a daemon: one that answers, one that is missing, one that asks to wait. Its lines that name a feed. */
async function pollOnce(prepare: (db: Db) => Promise<unknown>): Promise<readonly string[]> {
  const pages = await startPageServer()
  const item = { guid: '1', title: 'Pier', link: `${pages.url}/1`, teaser: '' }
  pages.set('/sound.xml', { body: rssOf('Harbour', [item]) })
  pages.set('/later.xml', emptyPage(429, { 'retry-after': '600' }))
  const lines = ['sound', 'missing', 'later'].map(
    (name) =>
      `  ${name}: { url: "${pages.url}/${name}.xml", allowPrivate: true, schedule: "0 0 1 1 *" }`,
  )
  const settings = await loadSettings(makeTempDir(), `feeds:\n${lines.join('\n')}\n`)
  const app = await openTestApp(settings)
  await prepare(app.deps.db)
  const said: string[] = []
  const log = createLog({
    level: 'info',
    stream: { write: (line) => said.push(line) },
    secrets: [],
  })
  const watcher = NO_WATCHER
  const daemon = new Daemon({ ...app.deps, log }, settings, watcher)
  onTestFinished(async () => await daemon.stop(0))
  await daemon.pollAll()
  return said.flatMap((line) => {
    const { feed } = JSON.parse(line) as { readonly feed?: string }
    return feed ?? []
  })
}

test('a poll has one line in the log, whatever it comes to', async () => {
  const feeds = await pollOnce(async () => {})

  expect(feeds.toSorted()).toEqual(['later', 'missing', 'sound'])
})

test('a poll that can be neither carried out nor recorded has one line too', async () => {
  const feeds = await pollOnce(
    async (db) =>
      await sql`create trigger refuse before insert on polls begin select raise(abort, 'refused'); end`.execute(
        db,
      ),
  )

  expect(feeds.toSorted()).toEqual(['later', 'missing', 'sound'])
})
