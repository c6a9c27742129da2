/**
 * Room into which the UTF-16 units of a text are copied to be gone through one by one, again and again the same: to ask a
 * string for each takes three times as long.
 */
export type UnitRoom = {
  readonly units: Uint16Array
  /** The same memory. */
  readonly bytes: Buffer
}

export function makeUnitRoom(size: number): UnitRoom {
  const units = new Uint16Array(size)
  return { units, bytes: Buffer.from(units.buffer) }
}

/** So few are asked for one by one. */
const SHORT = 40
const isBigEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 0

/** Copies what begins at a place of a text, as much as there is room for; returns where that ends. */
export function copyUnits(text: string, from: number, { units, bytes }: UnitRoom): number {
  const end = Math.min(text.length, from + units.length)
  if (end - from <= SHORT) {
    for (let at = from; at < end; at += 1) units[at - from] = text.charCodeAt(at)
    return end
  }
  const byteCount = bytes.write(text.slice(from, end), 'utf16le')
  if (isBigEndian) bytes.subarray(0, byteCount).swap16()
  return end
}

/** The first `count` units as a text. */
export function textOfUnits({ bytes }: UnitRoom, count: number): string {
  const written = bytes.subarray(0, count * 2)
  return (isBigEndian ? Buffer.from(written).swap16() : written).toString('utf16le')
}
