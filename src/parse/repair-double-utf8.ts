/**
 * UTF-8 that was taken for Latin-1 and encoded again ("Ã©" for "é"). Systems do this when they export, or when they take
 * over what others send: then only some values of a document suffer.
 */

/**
 * A whole text decoded once more; null when it is anything else. It is certain where every character fits into a
 * byte and all those bytes together are valid UTF-8 again, which no ordinary text is.
 */
export function repairDoubleUtf8(text: string): string | null {
  if (!FIRST_AND_SECOND_BYTE.test(text)) return null
  const bytes = Buffer.from(text, 'latin1')
  if (bytes.toString('latin1') !== text) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** How a character of two or three bytes begins when its bytes are read one by one. */
const FIRST_AND_SECOND_BYTE = /[\u00c2-\u00f4][\u0080-\u00bf]/

/**
 * A value of a feed with such characters repaired; the value itself when it shows none for certain. One pair alone
 * proves nothing: "CAFÉ !" holds the two bytes of another character, É and a no-break space. It takes two in
 * a row, a `Ã` or `Â` that no capital stands before (`imputÃ©`), or a control character after a capital within a word;
 * and no letter with an accent may stand for itself.
 */
export function repairDoubleUtf8Within(value: string): string {
  // the first is a matter of nothing for most texts
  if (!FIRST_AND_SECOND_BYTE.test(value) || !EVIDENCE.test(value)) return value
  if (ACCENTED.test(value.replace(SEQUENCE, ''))) return value
  return value.replace(SEQUENCE, (sequence) => decodeAgain(sequence) ?? sequence)
}

const SEQUENCE_SOURCE =
  '(?:[\\u00c2-\\u00df][\\u0080-\\u00bf]|[\\u00e0-\\u00ef][\\u0080-\\u00bf]{2}|[\\u00f0-\\u00f4][\\u0080-\\u00bf]{3})'
const SEQUENCE = new RegExp(SEQUENCE_SOURCE, 'g')
const EVIDENCE = new RegExp(
  [
    `${SEQUENCE_SOURCE}{2}`,
    '(?:^|[^A-Z])[\\u00c2\\u00c3][\\u0080-\\u00bf]',
    '[a-z][\\u00c4-\\u00de][\\u0080-\\u009f]',
  ].join('|'),
)

/** Latin-1's letters, but for ×, ÷ and ß. */
const ACCENTED = /[\u00c0-\u00d6\u00d8-\u00de\u00e0-\u00f6\u00f8-\u00ff]/

function decodeAgain(sequence: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(sequence, 'latin1'))
  } catch {
    return null // too long a form, or a surrogate
  }
}
