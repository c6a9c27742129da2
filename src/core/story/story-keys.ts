import { createHash } from 'node:crypto'
import { storyWordsOf } from './story-words.ts'

/** Texts below this many letters are not recognised by themselves: a standard sentence, a notice. */
const MIN_TEXT_LETTERS = 200

const TEXT_PREFIX = 'text:'

/** Keys under which a story is found again: its link, and its whole text when that is long enough. */
export function storyKeys(item: {
  readonly canonicalUrl: string | null
  readonly text: string
}): readonly string[] {
  const keys: string[] = []
  if (item.canonicalUrl !== null) keys.push(`link:${hash(item.canonicalUrl)}`)
  const letters = storyWordsOf(item.text).join('')
  if (letters.length >= MIN_TEXT_LETTERS) keys.push(`${TEXT_PREFIX}${hash(letters)}`)
  return keys
}

/** Whether a key stands for a text, not for a link. */
export function isTextKey(key: string): boolean {
  return key.startsWith(TEXT_PREFIX)
}

function hash(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 32)
}
