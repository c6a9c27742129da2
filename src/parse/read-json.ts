/**
 * JSON as feeds write it: behind byte order marks, with line breaks and other control characters left as they are inside
 * strings, with commas before a closing bracket. Null when even so it is none, as when it ends in the middle.
 */
export function readJson(json: string): unknown {
  const bare = json.replace(/^[\ufeff\s]+/, '')
  return parse(bare) ?? parse(mend(bare))
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null // told by the caller, as what it is no feed for
  }
}

/** What a string begins and ends with, what stands escaped in it, what it may not hold; commas before a bracket. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what JSON forbids inside strings
const TELLING = /\\[\s\S]|["\u0000-\u001f]|,(?=\s{0,1000}[}\]])/g

function mend(json: string): string {
  let isInString = false
  return json.replace(TELLING, (match) => {
    if (match === '"') isInString = !isInString
    if (match === ',') return isInString ? match : ''
    const isControl = match < ' '
    return isInString && isControl ? escapeControl(match) : match
  })
}

const escapeControl = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
