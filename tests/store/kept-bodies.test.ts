import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { feedIdOf } from '../../src/core/ids.ts'
import type { Timestamp } from '../../src/core/time.ts'
import { createLog } from '../../src/observe/log.ts'
import { BodyKeeper } from '../../src/pipeline/body-keeper.ts'
import { pruneBodies, saveBody } from '../../src/store/kept-bodies.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const PORTS = feedIdOf('ports')
const DAYS = ['2026-03-03', '2026-03-04', '2026-03-05'].map(
  (day) => `${day}T08:30:00.123Z` as Timestamp,
)
const [FIRST, SECOND, THIRD] = DAYS as [Timestamp, Timestamp, Timestamp]
const KEEP = { itemDays: 400, pollDays: 90, bodyDays: 7 }

const bytesOf = (text: string): Uint8Array => Buffer.from(text)

const listOf = (dataDir: string): readonly string[] =>
  readdirSync(path.join(dataDir, 'bodies', 'ports')).toSorted()

function openKeeper(): { readonly keeper: BodyKeeper; readonly lines: string[] } {
  const lines: string[] = []
  const stream = { write: (line: string): number => lines.push(line) }
  return { keeper: new BodyKeeper(createLog({ level: 'info', stream, secrets: [] })), lines }
}

test.each([
  ['xml', '\ufeff<?xml version="1.0"?><rss/>'],
  ['json', ' {"version":"https://jsonfeed.org/version/1.1"}'],
  ['html', '<!-- gone --><!DOCTYPE html><p>Moved'],
  ['txt', 'Service unavailable'],
])('a document is a file ending in .%s by what it begins with', async (extension, text) => {
  const dataDir = makeTempDir()

  await saveBody(dataDir, PORTS, bytesOf(text), FIRST)

  expect(listOf(dataDir)).toEqual([`20260303T083000123Z.${extension}`])
})

test('a document is kept once for as long as it does not change, also by the next process', async () => {
  const dataDir = makeTempDir()
  const settings = { dataDir, keep: KEEP }
  const { keeper } = openKeeper()
  await keeper.keep(settings, PORTS, bytesOf('<rss/>'), FIRST)
  await keeper.keep(settings, PORTS, bytesOf('<rss/>'), SECOND)

  await openKeeper().keeper.keep(settings, PORTS, bytesOf('<rss/>'), SECOND)
  await keeper.keep(settings, PORTS, bytesOf('not a feed'), THIRD)

  expect(listOf(dataDir)).toEqual(['20260303T083000123Z.xml', '20260305T083000123Z.txt'])
})

test('nothing is kept where the settings do not want it', async () => {
  const dataDir = makeTempDir()

  const keep = { ...KEEP, bodyDays: 0 }
  await openKeeper().keeper.keep({ dataDir, keep }, PORTS, bytesOf('<rss/>'), FIRST)

  expect(readdirSync(dataDir)).toEqual([])
})

test('a folder that cannot be written is told once, and once when it can be again', async () => {
  const dataDir = makeTempDir()
  writeFileSync(path.join(dataDir, 'bodies'), 'a file in its place')
  const { keeper, lines } = openKeeper()
  const settings = { dataDir, keep: KEEP }
  await keeper.keep(settings, PORTS, bytesOf('<rss>1</rss>'), FIRST)
  await keeper.keep(settings, PORTS, bytesOf('<rss>2</rss>'), SECOND)

  await keeper.keep({ ...settings, dataDir: makeTempDir() }, PORTS, bytesOf('<rss>3</rss>'), THIRD)

  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'a document could not be kept, and the poll goes on',
    'documents are kept again',
  ])
})

test('the oldest documents of a feed make room for new ones', async () => {
  const dataDir = makeTempDir()
  const large = Buffer.alloc(30 * 1024 * 1024, 'x')

  await saveBody(dataDir, PORTS, large, FIRST)
  await saveBody(dataDir, PORTS, large, SECOND)
  await saveBody(dataDir, PORTS, large, THIRD)

  expect(listOf(dataDir)).toEqual(['20260304T083000123Z.txt', '20260305T083000123Z.txt'])
})

test('documents go by their age, but for the newest one of a feed that is watched', async () => {
  const dataDir = makeTempDir()
  await saveBody(dataDir, PORTS, bytesOf('<rss/>'), FIRST)
  await saveBody(dataDir, PORTS, bytesOf('<rss/>'), SECOND)
  await saveBody(dataDir, feedIdOf('gone'), bytesOf('<rss/>'), FIRST)
  const terms = { before: THIRD, feedIds: new Set([PORTS]) }

  const foretold = await pruneBodies(dataDir, terms, 'count')
  const pruned = await pruneBodies(dataDir, terms, 'remove')

  expect(pruned).toEqual({ count: 2, bytes: 12, problems: [] })
  expect(foretold).toEqual(pruned)
  expect(readdirSync(path.join(dataDir, 'bodies'))).toEqual(['ports'])
  expect(listOf(dataDir)).toEqual(['20260304T083000123Z.xml'])
})

test("somebody else's files in the folder stay", async () => {
  const dataDir = makeTempDir()
  mkdirSync(path.join(dataDir, 'bodies', 'ports'), { recursive: true })
  writeFileSync(path.join(dataDir, 'bodies', 'ports', 'notes.txt'), 'mine')

  await pruneBodies(dataDir, { before: THIRD, feedIds: new Set() }, 'remove')

  expect(listOf(dataDir)).toEqual(['notes.txt'])
})

test('what a crash has cut off goes by its age, too', async () => {
  const dataDir = makeTempDir()
  await saveBody(dataDir, PORTS, bytesOf('<rss/>'), FIRST)
  const folder = path.join(dataDir, 'bodies', 'ports')
  writeFileSync(path.join(folder, '20260303T083000999Z.xml.part'), '<rs')
  writeFileSync(path.join(folder, '20260305T083000123Z.xml.part'), '<rs')

  const { count } = await pruneBodies(
    dataDir,
    { before: SECOND, feedIds: new Set([PORTS]) },
    'remove',
  )

  expect(count).toBe(1)
  expect(listOf(dataDir)).toEqual(['20260303T083000123Z.xml', '20260305T083000123Z.xml.part'])
})
