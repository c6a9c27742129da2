/**
 * A text from the outside as it may be printed: one line, without control characters (a feed's title must not steer
 * the terminal) and without marks that turn the direction of the writing around.
 */
export function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .trim()
}
