import { readFileSync } from 'node:fs'

/** Bytes of a file in tests/fixtures, by its path there. */
export function readFixture(file: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/${file}`, import.meta.url))
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
