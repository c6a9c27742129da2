/** Text in a legacy charset, which Node can read and not write. Throws for what the charset does not have. */
export function encodeText(text: string, charset: string): Uint8Array {
  if (charset === 'utf-8') return Buffer.from(text)
  const table = tableOf(charset)
  const bytes: number[] = []
  for (const character of text) {
    const code = table.get(character)
    if (code === undefined) throw new Error(`${charset} has no ${character}`)
    if (code > 0xff) bytes.push(code >> 8)
    bytes.push(code & 0xff)
  }
  return Uint8Array.from(bytes)
}

const tables = new Map<string, ReadonlyMap<string, number>>()

function tableOf(charset: string): ReadonlyMap<string, number> {
  const known = tables.get(charset)
  if (known !== undefined) return known
  const table = new Map<string, number>()
  const decoder = new TextDecoder(charset)
  const learn = (code: number, ...bytes: readonly number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes))
    const isOne = [...text].length === 1 && text !== '\ufffd'
    if (isOne && !table.has(text)) table.set(text, code)
  }
  for (let byte = 0; byte <= 0xff; byte += 1) learn(byte, byte)
  if (charset !== 'windows-1252') {
    for (let lead = 0x81; lead <= 0xfe; lead += 1) {
      for (let trail = 0x40; trail <= 0xfe; trail += 1) learn(lead * 256 + trail, lead, trail)
    }
  }
  tables.set(charset, table)
  return table
}
