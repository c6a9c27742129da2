/**
 * Every place at which a string stands in a text, those that overlap included. Indexed search tries each of these places
 * anew, which takes text times string where both repeat one letter; beyond a few letters the string is
 * therefore searched by where it may begin within itself (Knuth, Morris and Pratt).
 */
export function findAll(text: string, wanted: string): readonly number[] {
  const found: number[] = []
  if (wanted.length <= FEW_LETTERS) {
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) found.push(at)
    return found
  }
  const borders = bordersOf(wanted)
  let length = 0
  for (let at = 0; at < text.length; at += 1) {
    length = extend(wanted, borders, length, text.charCodeAt(at))
    if (length < wanted.length) continue
    found.push(at + 1 - length)
    length = borders[length - 1] ?? 0
  }
  return found
}

const FEW_LETTERS = 64

/** For each beginning of a string the longest shorter beginning that it ends in. */
function bordersOf(wanted: string): Int32Array {
  const borders = new Int32Array(wanted.length)
  let length = 0
  for (let at = 1; at < wanted.length; at += 1) {
    length = extend(wanted, borders, length, wanted.charCodeAt(at))
    borders[at] = length
  }
  return borders
}

/** How much of the string stands at the end of a text that goes on with a unit, where `length` of it stood before. */
function extend(wanted: string, borders: Int32Array, length: number, unit: number): number {
  let known = length
  while (known > 0 && wanted.charCodeAt(known) !== unit) known = borders[known - 1] ?? 0
  return wanted.charCodeAt(known) === unit ? known + 1 : 0
}
