/** Where words begin and end, for peers that know no words of their own. */

const LETTER = 1
/** Of scripts that are written without spaces, or with particles on their nouns: no border is asked for beside them. */
const BORDERLESS = 2

const KINDS = kindsOfUnits()

function kindsOfUnits(): Uint8Array {
  const kinds = new Uint8Array(0x10000)
  for (let unit = 0; unit < kinds.length; unit++) {
    const character = String.fromCharCode(unit)
    if (
      /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)
    ) {
      kinds[unit] = BORDERLESS
    } else if (/[\p{L}\p{N}_]/u.test(character)) kinds[unit] = LETTER
  }
  return kinds
}

/** Whether no word goes on over this place between two units of the text. */
export function isBorder(text: string, place: number): boolean {
  if (place === 0 || place === text.length) return true
  return KINDS[text.charCodeAt(place - 1)] !== LETTER || KINDS[text.charCodeAt(place)] !== LETTER
}

/** Whether at most so many words stand between two places. */
export function areNear(text: string, from: number, to: number, most: number): boolean {
  let words = 0
  let isInWord = false
  for (let place = from; place < to; place++) {
    const isLetter = KINDS[text.charCodeAt(place)] !== 0
    if (isLetter && !isInWord && ++words > most) return false
    isInWord = isLetter
  }
  return true
}
