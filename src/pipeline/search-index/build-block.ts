import { DocumentKeys } from '../../core/rule/keys/document-keys.ts'
import { BlockDraft } from '../../core/search-index/block-draft.ts'
import { msOf } from '../../core/time.ts'
import { inTransaction } from '../../store/database.ts'
import type { Db } from '../../store/schema.ts'
import {
  type ItemToIndex,
  listEditedItems,
  listItemsToIndex,
} from '../../store/search-index/items-to-index.ts'
import { sealBlock } from '../../store/search-index/search-blocks.ts'
import { removeEdits, saveThroughId } from '../../store/search-index/search-state.ts'
import { documentOf } from '../match-items.ts'
import { writeBlock } from './write-block.ts'

/** Which items a block is made of. */
export type BlockSource =
  | { readonly kind: 'next'; readonly afterId: number; readonly throughId: number }
  /** Items that were edited since they were indexed; they stay in their old block too, which only proposes more. */
  | { readonly kind: 'edited'; readonly itemIds: readonly number[]; readonly throughId: number }

/** One for all blocks, for it remembers the keys of words. */
const documentKeys = new DocumentKeys()

/** Makes a block of some items and puts it into use. What is edited or removed meanwhile is noted by triggers. */
export async function* buildBlock(db: Db, source: BlockSource): AsyncGenerator<void> {
  documentKeys.refresh()
  const draft = new BlockDraft()
  for await (const items of readSlices(db, source)) {
    for (const item of items) {
      const document = documentOf(item, undefined, null)
      draft.add({ id: item.id, seenMs: msOf(item.firstSeenAt) }, documentKeys.read(document))
    }
    yield
  }
  if (draft.count === 0) return await noteDone(db, source)
  const order = draft.order
  const written = yield* writeBlock(db, order, draft.chunks(documentKeys.names))
  await inTransaction(db, async (tx) => {
    await sealBlock(tx, written, order)
    if (source.kind === 'next') await saveThroughId(tx, source.throughId)
    else await removeEdits(tx, source.throughId)
  })
}

async function noteDone(db: Db, source: BlockSource): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (source.kind === 'next') await saveThroughId(tx, source.throughId)
    else await removeEdits(tx, source.throughId)
  })
}

const FIRST_SIZE = 32
const MOST_SIZE = 256
/** A slice is read, and taken apart by whoever asked for it. */
const LONG_MS = 10
const SHORT_MS = 4

/** The items of a source, so many at a time as take some milliseconds. */
async function* readSlices(db: Db, source: BlockSource): AsyncGenerator<readonly ItemToIndex[]> {
  let size = FIRST_SIZE
  let afterId = source.kind === 'next' ? source.afterId : 0
  for (let from = 0; ; from += size) {
    const startedMs = performance.now()
    const items =
      source.kind === 'next'
        ? await listItemsToIndex(db, { afterId, throughId: source.throughId }, size)
        : await listEditedItems(db, source.itemIds.slice(from, from + size))
    const last = items.at(-1)
    if (source.kind === 'next' ? last === undefined : from >= source.itemIds.length) return
    yield items
    const tookMs = performance.now() - startedMs
    afterId = last?.id ?? afterId
    if (source.kind === 'edited') continue
    if (tookMs > LONG_MS) size = Math.max(1, Math.ceil(size / 2))
    else if (tookMs < SHORT_MS) size = Math.min(MOST_SIZE, size * 2)
  }
}
