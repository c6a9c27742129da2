import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { databaseFile } from '../../../src/store/database-file.ts'
import { reuseJournal } from '../../../src/store/reuse-journal.ts'
import { NOW, OLD, openStoredWorld, type StoredWorld } from '../../store/retention/stored-world.ts'
import { isMissing } from '../../support/needs.ts'
import { mountSmallDisk, needSmallDisk } from '../../support/small-disk.ts'

const MIB = 1_048_576
const STORY_COUNT = 2_000
const smallDisk = needSmallDisk()

/** Old stories of four kilobytes each, ten megabytes in all. */
async function fillArchive({ change, db }: StoredWorld): Promise<void> {
  const ids = `with recursive ids(id) as (select 1000 union all select id + 1 from ids where id < ${999 + STORY_COUNT})`
  await change(`insert into stories (id, first_item_id, created_at) ${ids} select -id, -id, '${OLD}' from ids;
    insert into items (id, feed_id, story_id, title, authors, categories, text, searched, content_hash, first_seen_at, last_seen_at)
      ${ids} select -id, 'ports', -id, 'Release', '[]', '[]', hex(zeroblob(2000)), 'content', id, '${OLD}', '${OLD}' from ids;
    insert into identities (feed_id, key, item_id, seen_at) ${ids} select 'ports', randomblob(16), -id, unixepoch('${OLD}') * 1000 from ids`)
  await reuseJournal(db)
}

describe.skipIf(isMissing(smallDisk, 'pruning on a full disk'))(
  'on a disk that is nearly full',
  () => {
    test('what is removed makes room, though hardly any is left for it', async () => {
      const disk = mountSmallDisk(48)
      const world = await openStoredWorld('', 'rules: all', disk.folder)
      await fillArchive(world)
      disk.fill(MIB)

      const report = await world.prune()

      expect(report.kind).toBe('done')
      expect(report.rows.get('stories')).toBe(STORY_COUNT + 1)
      expect(disk.freeBytes()).toBeGreaterThan(6 * MIB)
    })

    test('it takes no more room while somebody reads on, and removes files all the same', async () => {
      const disk = mountSmallDisk(48)
      const world = await openStoredWorld('keep: { bodies: 7d }', 'rules: all', disk.folder)
      const folder = path.join(world.dir, 'bodies', 'gone')
      mkdirSync(folder, { recursive: true })
      writeFileSync(path.join(folder, `${OLD.replaceAll(/[-:.]/g, '')}.xml`), Buffer.alloc(MIB))
      const reader = new Database(databaseFile(world.dir), { readonly: true })
      onTestFinished(() => void reader.close())
      reader.exec('begin')
      reader.prepare('select count(*) from items').get()
      await world.change(`insert into meta values ('later', '${NOW}')`)
      disk.fill(MIB)

      await expect(world.prune()).rejects.toThrow('hardly any room is left')

      expect(disk.freeBytes()).toBeGreaterThan(1.5 * MIB)
      expect(await world.stories()).toEqual([1, 2])
    })
  },
)
