import { createHash } from 'node:crypto'
import { foldTitle } from '../text/fold-title.ts'
import { tellingLettersOf } from './story-words.ts'

const TEXT_PREFIX = 'text:'

/** Keys under which a story is found again: its link, and its whole text when that is long enough. */
export function storyKeys(item: {
  readonly canonicalUrl: string | null
  readonly text: string
}): readonly string[] {
  const keys: string[] = []
  if (item.canonicalUrl !== null) keys.push(`link:${hash(item.canonicalUrl)}`)
  const letters = tellingLettersOf(item.text)
  if (letters !== null) keys.push(`${TEXT_PREFIX}${hash(letters)}`)
  return keys
}

/** Whether a key stands for a text, not for a link. */
export function isTextKey(key: string): boolean {
  return key.startsWith(TEXT_PREFIX)
}

/**
 * What two items of one document have in common when a feed lists a release twice (in two categories, under two guids):
 * link, title and all of the feed's own text. null when there is no link, or too little text to be sure of it.
 */
export function releaseKey(item: {
  readonly canonicalUrl: string | null
  readonly title: string
  readonly text: string
}): string | null {
  if (item.canonicalUrl === null) return null
  const letters = tellingLettersOf(item.text)
  if (letters === null) return null
  return hash(JSON.stringify([item.canonicalUrl, foldTitle(item.title), letters]))
}

/** Keys that several bearers (items, by any id of theirs) carry. */
export function findSharedKeys(
  bearers: readonly { readonly id: string; readonly keys: readonly string[] }[],
): ReadonlySet<string> {
  const first = new Map<string, string>()
  const shared = new Set<string>()
  for (const { id, keys } of bearers) {
    for (const key of keys) {
      const other = first.get(key)
      if (other === undefined) first.set(key, id)
      else if (other !== id) shared.add(key)
    }
  }
  return shared
}

function hash(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 32)
}
