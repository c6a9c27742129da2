/**
 * Text to bytes of a legacy charset, which the platform can only read: the table is made by reading all of its bytes,
 * one and two at a time. What the charset lacks becomes a numeric reference, as in any XML that is written in it.
 */
export function encodeLegacy(text: string, charset: string): Uint8Array {
  const table = tableOf(charset)
  const bytes: number[] = []
  for (const character of text) {
    const known = table.get(character)
    if (known !== undefined) bytes.push(...known)
    else bytes.push(...Buffer.from(`&#${character.codePointAt(0)};`, 'latin1'))
  }
  return Uint8Array.from(bytes)
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>()

function tableOf(charset: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(charset)
  if (known !== undefined) return known
  const made = makeTable(charset)
  tables.set(charset, made)
  return made
}

function makeTable(charset: string): ReadonlyMap<string, readonly number[]> {
  const table = new Map<string, readonly number[]>()
  const note = (...bytes: readonly number[]): void => {
    const character = decode(bytes, charset)
    if (character !== null && !table.has(character)) table.set(character, bytes)
  }
  for (let byte = 0; byte < 0x100; byte += 1) note(byte)
  for (let first = 0x81; first < 0xff; first += 1) {
    for (let second = 0x40; second < 0xff; second += 1) note(first, second)
  }
  return table
}

/** The one character that these bytes are, if any. */
function decode(bytes: readonly number[], charset: string): string | null {
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(Uint8Array.from(bytes))
    return [...text].length === 1 ? text : null
  } catch {
    return null // not a whole character
  }
}
