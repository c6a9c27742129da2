import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { rssOf } from '../support/feed-text.ts'
import { startPageServer } from '../support/page-server.ts'
import { startProcess } from '../support/run-policywatch.ts'
import { startSmtpSink } from '../support/smtp-sink.ts'
import { makeTempDir } from '../support/temp-dir.ts'

/** What the harness's driver is told of us in bench/harness.json must be true. */

const SPEC_FILE = path.resolve(import.meta.dirname, '../../bench/harness.json')

type Spec = {
  readonly cwd: string
  readonly prepare: readonly string[]
  readonly argv: readonly string[]
  readonly readyLine: string
  readonly trigger: string
  readonly doneLine: string
  readonly db: string
  readonly storedSql: string
}

test('tells the harness how to start a watch of its feeds, to have them polled, and what was stored', async () => {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const feeds = [0, 1].map((id) => ({
    id,
    name: `Feed ${id}`,
    url: `${pages.url}/${id}`,
    lang: 'en',
  }))
  const item = {
    guid: 'a',
    title: 'R-00000-00001 A licence for an SMR',
    link: `${pages.url}/R-00000-00001`,
    teaser: '',
  }
  pages.set('/0', { body: rssOf('Feed 0', [item]) })
  pages.set('/1', {
    body: rssOf('Feed 1', [
      { ...item, title: 'R-00001-00001 On tea', link: `${pages.url}/R-00001-00001` },
    ]),
  })
  writeFileSync(
    path.join(dir, 'harness.json'),
    JSON.stringify({
      feeds,
      keywords: ['small modular reactor', 'SMR', '소형모듈원자로'],
      recipient: 'alerts@example.org',
      smtp: { host: '127.0.0.1', port: sink.port },
      db: path.join(dir, 'data.db'),
    }),
  )
  const spec = readSpec(dir)

  execFileSync(process.execPath, spec.prepare.slice(1), { cwd: spec.cwd })
  const daemon = startProcess(spec.argv.slice(1), spec.cwd)
  await daemon.untilLine(new RegExp(spec.readyLine))
  daemon.process.kill(spec.trigger.replace('signal:', '') as NodeJS.Signals) // a name that we wrote
  await daemon.untilLine(new RegExp(spec.doneLine))
  daemon.process.kill('SIGTERM')
  await daemon.finished

  const stored = listStored(spec)
  expect(stored.map((url) => path.basename(url)).toSorted()).toEqual([
    'R-00000-00001',
    'R-00001-00001',
  ])
  expect(sink.received.map(({ to, mail }) => [to, mail.subject?.match(/R-\d+-\d+/)?.[0]])).toEqual([
    [['alerts@example.org'], 'R-00000-00001'],
  ])
})

/** With its placeholders filled in as the driver does. */
function readSpec(dir: string): Spec {
  const text = readFileSync(SPEC_FILE, 'utf8')
    .replaceAll('{dir}', dir)
    .replaceAll('{spec}', path.dirname(SPEC_FILE))
    .replaceAll('{node}', process.execPath)
  return JSON.parse(text) as Spec // our own file
}

function listStored({ db, storedSql }: Spec): readonly string[] {
  const database = new Database(db, { readonly: true })
  const rows = database.prepare<[], string>(storedSql).pluck().all()
  database.close()
  return rows
}
