import { CharacterClass, classOf, isWhiteSpace } from '../scan/character-class.ts'

/**
 * What `=` compares: the text as written, case and accents included. Only what the eye does not see is made
 * alike: composed and decomposed letters, width, kinds of hyphens, apostrophes and spaces, invisible signs.
 */
export function exactForm(text: string): string {
  let form = ''
  for (const character of text.normalize('NFKC')) {
    const value = classOf(character.codePointAt(0) ?? 0)
    if (value === CharacterClass.invisible) continue
    if (isWhiteSpace(value)) {
      if (!form.endsWith(' ')) form += ' '
    } else if (value === CharacterClass.hyphen) {
      form += '-'
    } else if (value === CharacterClass.apostrophe) {
      form += "'"
    } else {
      form += character
    }
  }
  return form
}
