import { digestOf } from '../digest-of.ts'
import { foldTitle } from '../text/fold-title.ts'
import { tellingLettersOf } from './story-words.ts'

const TEXT_PREFIX = 'text:'

/** What an item says, as far as releases are told apart by it. */
type Release = {
  readonly canonicalUrl: string | null
  readonly title: string
  readonly text: string
}

/** Keys under which a story is found again: its link, and its whole text when that is long enough. */
export function storyKeys(item: Omit<Release, 'title'>): readonly string[] {
  const keys: string[] = []
  if (item.canonicalUrl !== null) keys.push(`link:${digestOfLink(item.canonicalUrl)}`)
  const letters = tellingLettersOf(item.text)
  if (letters !== null) keys.push(`${TEXT_PREFIX}${digestOf(letters)}`)
  return keys
}

/** The host before all else: the links of a document, nearly all of one host, then stand side by side in the database. */
function digestOfLink(url: string): string {
  const host = url.split('/')[2] ?? ''
  return `${digestOf(host).slice(0, 8)}${digestOf(url).slice(0, 24)}`
}

/** Whether a key stands for a text, not for a link. */
export function isTextKey(key: string): boolean {
  return key.startsWith(TEXT_PREFIX)
}

/**
 * What two items of one document have in common when a feed lists a release twice (in two categories, under two guids):
 * link, title and all of the feed's own text. null when there is no link, or too little text to be sure of it.
 */
export function releaseKey({ canonicalUrl, title, text }: Release): string | null {
  if (canonicalUrl === null) return null
  const letters = tellingLettersOf(text)
  return letters === null
    ? null
    : digestOf(JSON.stringify([canonicalUrl, foldTitle(title), letters]))
}

/** The release keys of the items of a document; of an item whose link no other has it is not asked, and null. */
export function releaseKeysOf(items: readonly Release[]): readonly (string | null)[] {
  const byLink = Map.groupBy(items, ({ canonicalUrl }) => canonicalUrl)
  return items.map((item) =>
    (byLink.get(item.canonicalUrl)?.length ?? 0) > 1 ? releaseKey(item) : null,
  )
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
