/**
 * The plural of Spanish nouns and adjectives folded away: acuerdos, naciones, luces. Accents are already gone.
 * An e behind a consonant goes too, because naciones and clases lose different endings. The result is a key
 * to compare by.
 */
export function foldSpanishPlural(word: string): string {
  if (word.length <= 3) return word
  // inglés and ingleses: the singular ends in s itself
  if (word.endsWith('eses')) return foldSpanishPlural(word.slice(0, -2))
  if (word.endsWith('ces')) return `${word.slice(0, -3)}z`
  const bare = /[aeo]s$/.test(word) ? word.slice(0, -1) : word
  return bare.length > 3 && /[^aeiou]e$/.test(bare) ? bare.slice(0, -1) : bare
}
