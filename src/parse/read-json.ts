/**
 * JSON as feeds write it: behind byte order marks, with line breaks and other control characters left as they are inside
 * strings, with commas before a closing bracket. Null when even so it is none, as when it ends in the middle.
 */
export function readJson(json: string): unknown {
  if (isTooMuch(json)) return null
  const bare = json.replace(/^[\ufeff\s]+/, '')
  return parse(bare) ?? parse(mend(bare))
}

/** Deeper than any feed, and more than the largest has. JSON.parse cannot be stopped, and takes fifty times what it reads. */
const MAX_DEPTH = 200
const MAX_VALUES = 500_000

/** Brackets within strings count too: an article has some hundreds. */
function isTooMuch(json: string): boolean {
  let depth = 0
  let count = 0
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at)
    if (code === OPENING_BRACE || code === OPENING_BRACKET) {
      depth += 1
      count += 1
    } else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) {
      depth = Math.max(0, depth - 1)
    }
    if (count > MAX_VALUES) return true
    if (depth > MAX_DEPTH && count > LEAST_VALUES) return true
  }
  return false
}

const [OPENING_BRACE, CLOSING_BRACE, OPENING_BRACKET, CLOSING_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d]
/** So many may stand open in the texts of an honest feed; they cost nothing. */
const LEAST_VALUES = 10_000

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
