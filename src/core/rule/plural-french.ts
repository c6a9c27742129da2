/** The plural of French nouns and adjectives folded away: accords, réseaux, commerciaux. Accents are already gone. */
export function foldFrenchPlural(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular
  if (word.length <= 3 || KEPT.has(word)) return word
  if (word.endsWith('eaux')) return word.slice(0, -1)
  if (word.endsWith('aux') && word.length > 4) return `${word.slice(0, -2)}l`
  return /[sx]$/.test(word) ? word.slice(0, -1) : word
}

/** End in s or x in the singular, and without it would be another word. */
const KEPT: ReadonlySet<string> = new Set(
  'prix voix choix paix croix noix taux faux mois fois bois pays plus sous dans cours corps temps deux'.split(
    ' ',
  ),
)

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['travaux', 'travail'],
  ['vitraux', 'vitrail'],
  ['coraux', 'corail'],
  ['baux', 'bail'],
  ['yeux', 'oeil'],
  ['noyaux', 'noyau'],
  ['tuyaux', 'tuyau'],
  ['joyaux', 'joyau'],
  ['landaus', 'landau'],
])
