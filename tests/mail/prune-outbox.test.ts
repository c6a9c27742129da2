import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Timestamp } from '../../src/core/time.ts'
import { shortHashOf } from '../../src/mail/outbox-mail.ts'
import { pruneOutbox } from '../../src/mail/prune-outbox.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const BEFORE = '2026-04-01T00:00:00.000Z' as Timestamp
const OPEN = '<a.1.1.b@example.org>'

function writeMails(folder: string, names: readonly string[]): void {
  for (const name of names) writeFileSync(path.join(folder, name), 'Subject: x')
}

test('old messages go, but for those that are still to be handed over and what is none of ours', async () => {
  const folder = makeTempDir()
  const names = [
    '20260303T002009Z-alert-17.1-5f0c2a9e.eml',
    `20260303T002009Z-a.1.1.b-${shortHashOf(OPEN)}.eml`,
    '20260403T002009Z-alert-18.1-5f0c2a9f.eml',
    '20269903T992009Z-alert-19.1-5f0c2a9f.eml',
    'letter.eml',
  ]
  writeMails(folder, names)
  const terms = { before: BEFORE, openMessageIds: [OPEN] }

  const foretold = await pruneOutbox(folder, terms, 'count')
  const pruned = await pruneOutbox(folder, terms, 'remove')

  expect(pruned).toEqual({ count: 1, bytes: 10, problems: [] })
  expect(foretold).toEqual(pruned)
  expect(readdirSync(folder)).toEqual(names.slice(1).toSorted())
})
