import { copyUnits, makeUnitRoom, textOfUnits } from '../text/unit-room.ts'
import { MAX_COMPARED_CHARS, MOST_UNFOLDED, STORY_WORD } from './story-word.ts'

/**
 * The letters of a text in which each UTF-16 unit is folded by itself, as it is in nearly all texts: a look at each takes a
 * sixth of the time (3 us for 600 characters) that it takes to compose, fold and part any text.
 */

/** What `letters` holds for a unit that was not met yet, for one that others change or that makes several letters ... */
const UNKNOWN = 0
const SPECIAL = 1
/** ... for no letter, and for one that unfolds to several of these: an ellipsis. */
const NO_LETTER = 2
const SIGNS = 3
/** The folded letter of every other unit, filled as units are met. */
const letters = new Uint16Array(0x10000)

const room = makeUnitRoom(MAX_COMPARED_CHARS)

/** All words of a text together; null where that takes more than a look at each unit. */
export function plainLettersOf(text: string): string | null {
  const { units } = room
  const end = copyUnits(text, 0, room)
  let count = 0
  for (let at = 0; at < end; at += 1) {
    const unit = units[at] ?? 0
    let letter = letters[unit] ?? SPECIAL
    if (letter === UNKNOWN) letter = learn(unit)
    if (letter > SIGNS) {
      units[count] = letter
      count += 1
    } else if (letter === SPECIAL || (letter === SIGNS && mayBeCut(text))) return null
  }
  return textOfUnits(room, count)
}

/** Whether a text may be longer than is compared once it is unfolded. */
function mayBeCut(text: string): boolean {
  return text.length > MAX_COMPARED_CHARS / MOST_UNFOLDED
}

function learn(unit: number): number {
  const letter = letterOf(String.fromCharCode(unit))
  letters[unit] = letter
  return letter
}

/** Marks and jamo join what stands before them; a sigma is folded by what stands behind it. */
const CHANGED_BY_OTHERS = /[\p{M}\p{Cs}\u{1100}-\u{11ff}Σ]/u

function letterOf(character: string): number {
  const composed = character.normalize('NFKC')
  if (CHANGED_BY_OTHERS.test(character + composed)) return SPECIAL
  const folded = composed.toLowerCase()
  const isLetter = folded.match(STORY_WORD) !== null
  if (folded.length === 1) return isLetter ? folded.charCodeAt(0) : NO_LETTER
  return isLetter ? SPECIAL : SIGNS
}
