import type { ReadText } from './read-text.ts'

/** Whether what stands up to the next space or bracket is an address, and where it ends without trailing signs. */
export function readAddress(
  read: ReadText,
  from: number,
): { readonly isAddress: boolean; readonly end: number } {
  const written = [...read.shapes.slice(from)]
    .map((shape, index) => {
      if (/[\s¶hzkr"]/.test(shape)) return ' '
      return shape === '-' ? '-' : (read.letters[from + index] ?? '')
    })
    .join('')
  const untilSpace = /^[^\s<>(){}[\]|]*/.exec(written)?.[0] ?? ''
  const untilComma = /^[^,;]*/.exec(untilSpace)?.[0] ?? ''
  const whole = untilComma.includes('://') ? untilSpace : untilComma
  let { length } = whole
  while (length > 0 && isTrailing(read, from + length - 1)) length -= 1
  const address = whole.slice(0, length)
  const hasCapital = read.capitals.slice(from, from + address.search(/[/:]|$/)).includes('A')
  const isAddress =
    address.includes('://') || /.@[a-z0-9]/.test(whole) || (!hasCapital && isHostName(address))
  return { isAddress, end: from + length }
}

/** How long the handle is that begins at a place: @korea_official, @user@host.org. */
export function readHandle(read: ReadText, from: number): number {
  const written = read.letters.slice(from, from + LONGEST_HANDLE)
  return /^@[a-z](?:[a-z0-9_]|[.@](?=[a-z0-9]))*/.exec(written)?.[0].length ?? 0
}

const LONGEST_HANDLE = 200

function isTrailing(read: ReadText, at: number): boolean {
  return /[.,!']/.test(read.shapes[at] ?? '') || read.letters[at] === ':'
}

function isHostName(address: string): boolean {
  const host = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=[/:]|$)/.exec(address)?.[0] ?? ''
  return /^www\.|\.(?:com|org|net|gov|edu|int|eu|kr|jp|cn|uk|fr|de|es|ca|ch)$/.test(host)
}
