import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Item } from '../../../src/core/feed/item.ts'
import type { KeyNeed } from '../../../src/core/rule/keys/key-need.ts'
import { CandidateWalk } from '../../../src/pipeline/search-index/candidate-walk.ts'
import { listArchivePage } from '../../../src/store/archive-pages.ts'
import { END_OF_ARCHIVE } from '../../../src/store/items.ts'
import {
  change,
  fill,
  type MadeUpArchive,
  makeUpArchive,
  queriesAnsweredOtherwise,
  store,
} from '../../support/made-up-archive.ts'

vi.setConfig({ testTimeout: 120_000 })

describe('a search by the index finds what reading everything finds, in the same order,', () => {
  let archive: MadeUpArchive

  beforeEach(async () => {
    archive = await makeUpArchive(4)
  })

  afterEach(async () => {
    await archive.db.destroy()
  })

  it('when all is indexed', async () => {
    store(archive, archive.documents)

    await fill(archive)

    expect(await queriesAnsweredOtherwise(archive)).toEqual([])
  })

  it('while items are new, edited and removed that it does not know of', async () => {
    store(archive, archive.documents.slice(0, 25))
    await fill(archive)
    store(archive, archive.documents.slice(25))

    change(archive, EDIT_SOME, REMOVE_SOME)

    expect(await queriesAnsweredOtherwise(archive)).toEqual([])
  })

  it('when it has taken in what was edited and removed', async () => {
    store(archive, archive.documents)
    await fill(archive)

    change(archive, EDIT_SOME, REMOVE_SOME)
    await fill(archive)

    expect(await queriesAnsweredOtherwise(archive)).toEqual([])
  })

  it.each([2, 6, 13])('when filling was killed after %i slices', async (count) => {
    store(archive, archive.documents)
    await fill(archive, count)
    change(archive, EDIT_SOME)

    await fill(archive, 5)

    expect(await queriesAnsweredOtherwise(archive)).toEqual([])
  })

  it('when blocks are joined while it is on its way', async () => {
    store(archive, archive.documents)
    await fill(archive, 18)
    const walk = new CandidateWalk(archive.db, ANY_WORD, WHOLE_ARCHIVE)
    const first = await walk.next(3)

    await fill(archive)
    const rest = await walkToEnd(walk)

    expect([...(first?.items ?? []), ...rest].map(({ id }) => id)).toEqual(
      (await listArchivePage(archive.db, { ...WHOLE_ARCHIVE, limit: 1_000 })).map(({ id }) => id),
    )
  })

  it('when the newest items were removed, and others have their numbers', async () => {
    store(archive, archive.documents.slice(0, 25))
    await fill(archive)
    change(archive, 'delete from items where id > 15')

    store(archive, archive.documents.slice(25))
    await fill(archive)

    expect(await queriesAnsweredOtherwise(archive)).toEqual([])
  })
})

const WHOLE_ARCHIVE = { before: END_OF_ARCHIVE, since: null, feedId: null }
const ANY_WORD: KeyNeed = { kind: 'prefix', prefix: '' }

async function walkToEnd(walk: CandidateWalk): Promise<readonly Item[]> {
  const items: Item[] = []
  for (let step = await walk.next(2); step !== null; step = await walk.next(2)) {
    items.push(...step.items)
    if (step.isEnd) return items
  }
  throw new Error('the index knows too little')
}

const EDIT_SOME = `update items set
  title = (select title from items as other where other.id = items.id + 9),
  text = (select text from items as other where other.id = items.id + 9)
  where id % 6 = 1 and exists (select 1 from items as other where other.id = items.id + 9)`
const REMOVE_SOME = 'delete from items where id % 8 = 3 or id < 5'
