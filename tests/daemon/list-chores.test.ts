import { expect, test } from 'vitest'
import type { Settings } from '../../src/config/settings.ts'
import { listChores } from '../../src/daemon/list-chores.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { loadSettings, openTestApp } from '../support/test-app.ts'

const FULL = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

test('no backup is due while the disk is full, as it would take the room that is kept for delivery', async () => {
  const settings: Settings = await loadSettings(
    makeTempDir(),
    'feeds: { a: { url: "https://a.test/" } }\nbackup: { schedule: "30 3 * * *", keep: 7 }\n',
  )
  const { deps } = await openTestApp(settings)
  const backup = listChores(deps).find(({ name }) => name === 'backup')
  const before = await backup?.isDue(settings)

  deps.disk.noteError(FULL)

  expect([before, await backup?.isDue(settings)]).toEqual([true, false])
})
