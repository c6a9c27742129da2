/**
 * The endings of number and case of German nouns and adjectives folded away: Verträge, Reaktoren, grünen.
 * Umlauts are already folded. Compounds are not taken apart. The result is a key to compare by.
 */
export function foldGermanPlural(word: string): string {
  if (word.length < 4) return word
  const bare = word.length >= 5 && /[abdfghklmnoprtwy]s$/.test(word) ? word.slice(0, -1) : word
  if (bare.length >= 6 && bare.endsWith('ern')) return bare.slice(0, -3)
  if (bare.length >= 6 && bare.endsWith('er')) return bare.slice(0, -2)
  if (bare.length >= 5 && /e[mns]$/.test(bare)) return bare.slice(0, -2)
  return bare.endsWith('e') ? bare.slice(0, -1) : bare
}
