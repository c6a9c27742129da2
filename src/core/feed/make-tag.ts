/** As config.yaml takes them: letters of any script, digits, - and _, at most 64. */
const TAG = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]{0,63}$/u
const LONGEST_TAG = 64

/** A word or name as a tag of a feed; what is one already stays as it is. null where nothing of it can stand in a tag. */
export function makeTag(text: string): string | null {
  if (TAG.test(text)) return text
  const slug = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_-]+/gu, '-')
    .replace(/^[\p{M}_-]+/u, '')
  const tag = [...slug].slice(0, LONGEST_TAG).join('').replace(/-+$/, '')
  return TAG.test(tag) ? tag : null
}
