import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { editItem, type ItemEdit, type PairItem } from './edit-item.ts'

/**
 * Pairs of items of two feeds, each labelled by hand: the same news, or not. They stand in tests/fixtures/stories, a file
 * for each theme; its README says what counts as the same. A file has `items`, which pairs of all files may name, and
 * `pairs`. A side of a pair is an item's name, an item, or an edit `from` a named one.
 */
export type StoryPair = {
  readonly name: string
  readonly lang: 'en' | 'ko' | 'other'
  readonly same: boolean
  /** In what the two differ, or what makes them look alike. */
  readonly kind: string
  readonly a: PairItem
  readonly b: PairItem
}

const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/stories')

/** Reads all pairs that count; throws when a file says something incomplete. */
export function loadStoryPairs(): readonly StoryPair[] {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map(readPairFile)
  const items = new Map<string, PairItem>()
  for (const [name, item] of files.flatMap((file) => Object.entries(file.items))) {
    if (items.has(name)) throw new Error(`two items are named ${name}`)
    items.set(name, item)
  }
  return files.flatMap((file) => file.pairs).map((pair) => resolvePair(pair, items))
}

const Published = z.iso.datetime({ offset: true })

const Item = z.strictObject({
  title: z.string().min(1),
  text: z.string().trim().min(1),
  published: Published.optional(),
  link: z.url().optional(),
})

const Edit = z.strictObject({
  from: z.string(),
  title: z.string().min(1).optional(),
  published: Published.optional(),
  link: z.url().optional(),
  replace: z.record(z.string(), z.string()).optional(),
  without: z.array(z.string()).optional(),
  paragraphs: z.array(z.int().positive()).optional(),
  sentences: z.int().positive().optional(),
  before: z.string().optional(),
  after: z.string().optional(),
})

const Side = z.union([z.string(), Edit, Item])

const PairFile = z.strictObject({
  items: z.record(z.string(), Item).default({}),
  pairs: z.array(
    z.strictObject({
      name: z.string().min(1),
      lang: z.enum(['en', 'ko', 'other']),
      same: z.boolean(),
      kind: z.string().regex(/^[a-z-]+$/),
      a: Side,
      b: Side,
    }),
  ),
})

type PairFile = z.infer<typeof PairFile>

function readPairFile(file: string): PairFile {
  const result = PairFile.safeParse(parse(readFileSync(path.join(FOLDER, file), 'utf8')))
  if (result.success) return result.data
  throw new Error(`${file}: ${z.prettifyError(result.error)}`)
}

function resolvePair(
  pair: PairFile['pairs'][number],
  items: ReadonlyMap<string, PairItem>,
): StoryPair {
  const resolve = (side: z.infer<typeof Side>): PairItem => {
    if (typeof side === 'string') return getItem(side, items)
    return 'from' in side ? edited(side, items) : side
  }
  try {
    return { ...pair, a: resolve(pair.a), b: resolve(pair.b) }
  } catch (cause) {
    throw new Error(`the pair “${pair.name}” is not complete`, { cause })
  }
}

function edited({ from, ...edit }: ItemEdit & { readonly from: string }, items: Items): PairItem {
  return editItem(getItem(from, items), edit)
}

type Items = ReadonlyMap<string, PairItem>

function getItem(name: string, items: Items): PairItem {
  const item = items.get(name)
  if (item === undefined) throw new Error(`no item is named ${name}`)
  return item
}
