/**
 * The plural of French nouns and adjectives folded away: accords, réseaux, commerciaux. Accents are already gone,
 * so maïs and mais are one word here. The result is a key to compare by.
 */
export function foldFrenchPlural(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return irregular
  if (word.length <= 3 || KEPT.has(word)) return word
  if (/eaux$/.test(word)) return word.slice(0, -1)
  if (word.endsWith('aux') && word.length > 4) return `${word.slice(0, -2)}l`
  return /(?:s|[eo]ux)$/.test(word) ? word.slice(0, -1) : word
}

/** End in s or x in the singular, or always, and without it would be another word. */
const KEPT: ReadonlySet<string> = new Set(
  `faux chaux deux mais mois fois bois pays plus moins sous sans dans cours corps temps sens gens cens fils frais fonds hamas
  mars paris colis congres tiers vers divers hors ours puis lors poids pois permis avis suis`.split(
    /\s+/,
  ),
)

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['travaux', 'travail'],
  ['vitraux', 'vitrail'],
  ['coraux', 'corail'],
  ['baux', 'bail'],
  ['maux', 'mal'],
  ['yeux', 'oeil'],
  ['noyaux', 'noyau'],
  ['tuyaux', 'tuyau'],
  ['joyaux', 'joyau'],
  ['landaus', 'landau'],
])
