import type { Scalar } from 'yaml'

/**
 * Where a character of a scalar's value stands in the YAML text. Quotes, escapes, folded lines and indentation come
 * between the two; but white space aside, the characters of the value stand in the text in the same order. So both are
 * walked together, and null is returned as soon as they disagree.
 */
export function findScalarOffset(text: string, scalar: Scalar, valueOffset: number): number | null {
  if (typeof scalar.value !== 'string' || scalar.range === undefined || scalar.range === null) {
    return null
  }
  const written = listCharacters(text, scalar.type ?? 'PLAIN', scalar.range[0], scalar.range[1])
  let index = 0
  let found: number | null = null
  for (let offset = 0; offset < scalar.value.length; offset++) {
    if (isSpace(scalar.value[offset])) continue
    const character = written[index]
    if (character === undefined || character.unit !== scalar.value[offset]) return null
    if (offset >= valueOffset && found === null) found = character.offset
    index++
  }
  const last = written.at(-1)
  return found ?? (last === undefined ? null : last.offset + 1)
}

type WrittenCharacter = { readonly unit: string; readonly offset: number }

/** The characters that a scalar writes down, UTF-16 unit by unit, without white space. */
function listCharacters(
  text: string,
  type: string,
  start: number,
  end: number,
): readonly WrittenCharacter[] {
  const raw = text.slice(start, end)
  const [skipped, body] = bodyOf(raw, type)
  const token =
    type === 'QUOTE_DOUBLE' ? DOUBLE_QUOTED : type === 'QUOTE_SINGLE' ? SINGLE_QUOTED : PLAIN
  const characters: WrittenCharacter[] = []
  for (const match of body.matchAll(token)) {
    const offset = start + skipped + match.index
    for (const unit of decode(match[0], type).split('')) {
      if (!isSpace(unit)) characters.push({ unit, offset })
    }
  }
  return characters
}

const PLAIN = /[\s\S]/g
const SINGLE_QUOTED = /''|[\s\S]/g
const DOUBLE_QUOTED = /\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[\s\S])|[^\\]/gi

/** How many characters to leave out at the front, and what is left without quotes or the head of a block. */
function bodyOf(raw: string, type: string): readonly [number, string] {
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return [1, raw.slice(1, -1)]
  if (type === 'PLAIN') return [0, raw]
  const head = raw.indexOf('\n') + 1
  return [head, raw.slice(head)]
}

function decode(token: string, type: string): string {
  if (type === 'QUOTE_SINGLE' && token === "''") return "'"
  if (type !== 'QUOTE_DOUBLE' || !token.startsWith('\\')) return token
  const hex = /^\\[xuU](.+)$/.exec(token)?.[1]
  if (hex === undefined) return /[abefnrtv0NLP_\s]/.test(token.slice(1)) ? '' : token.slice(1)
  const code = Number.parseInt(hex, 16)
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
}

function isSpace(unit: string | undefined): boolean {
  return unit !== undefined && /[\s\p{Cc}]/u.test(unit)
}
