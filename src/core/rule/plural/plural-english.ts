/**
 * The plural of English nouns folded away, and nothing else: organization stays apart from organ, and words
 * whose plural means something of its own (customs, arms) stay as they are. The result is a key to compare
 * by, not always a word: case and cases both become cas, movie and movies movy.
 */
export function foldEnglishPlural(word: string): string {
  const irregular = IRREGULAR.get(word)
  if (irregular !== undefined) return foldEnding(irregular)
  if (word.length <= 3 || KEPT.has(word)) return word
  return foldEnding(isPlural(word) ? word.slice(0, -1) : word)
}

/** The forms that a word is folded over, itself and the key among them: policewomen, policewoman. */
export function listEnglishForms(word: string): readonly string[] {
  const singular = word.length > 3 && !KEPT.has(word) && isPlural(word) ? word.slice(0, -1) : word
  return [...new Set([word, singular, foldEnglishPlural(word)])]
}

function isPlural(word: string): boolean {
  return word.endsWith('s') && !/(?:ss|us|is)$/.test(word) && !SINGULAR_IN_S.has(word)
}

/** Makes the singular and what is left of the plural alike: tax and taxe, country and countrie. */
function foldEnding(word: string): string {
  if (word.endsWith('men') && word.length > 4) return `${word.slice(0, -3)}man`
  if (word.length <= 4) return /(?:s|x|z|ch|sh)e$/.test(word) ? word.slice(0, -1) : word
  if (word.endsWith('ie')) return `${word.slice(0, -2)}y`
  return /(?:s|x|z|ch|sh|o)e$/.test(word) ? word.slice(0, -1) : word
}

/** The plural is a word of its own, or the only form there is, or it is none: AIDS is no aid, and Hamas no Syrian town. */
const KEPT: ReadonlySet<string> = new Set(
  `news arms customs goods means series species securities rights works headquarters barracks
  economics politics physics mathematics statistics ethics logistics electronics robotics genetics dynamics
  analytics optics photonics
  commons premises aids sars mers hamas
  earnings proceeds spirits minutes glasses remains thanks
  always does uses has was this thus perhaps besides towards`.split(/\s+/),
)

/** Ends in s in the singular; the plural (lenses) folds to it. */
const SINGULAR_IN_S: ReadonlySet<string> = new Set(
  // Mars and Mar., and families that are called like a first name: Mayor Adams is no Adam
  `lens bias atlas canvas alias pancreas christmas texas kansas arkansas vegas honduras mars
  adams andrews daniels edwards johns matthews michaels peters phillips richards roberts rogers stevens williams`.split(
    /\s+/,
  ),
)

const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `men man, women woman, children child, feet foot, teeth tooth, geese goose, mice mouse, oxen ox,
  lives life, wives wife, knives knife, halves half, shelves shelf, wolves wolf, thieves thief, calves calf,
  leaves leaf, loaves loaf, selves self,
  crises crisis, analyses analysis, theses thesis, hypotheses hypothesis, diagnoses diagnosis, emphases emphasis,
  syntheses synthesis, oases oasis, parentheses parenthesis,
  memoranda memorandum, referenda referendum, addenda addendum, moratoria moratorium, consortia consortium,
  symposia symposium, curricula curriculum, bacteria bacterium, spectra spectrum, strata stratum, errata erratum,
  criteria criterion, phenomena phenomenon, indices index, appendices appendix, matrices matrix, vertices vertex,
  stimuli stimulus, nuclei nucleus, fungi fungus, radii radius, foci focus, formulae formula, larvae larva,
  antennae antenna, bureaux bureau, plateaux plateau,
  menus menu, gurus guru, bureaus bureau, plateaus plateau, taxis taxi, skis ski`
    .split(',')
    .map((pair) => {
      const [plural = '', singular = ''] = pair.trim().split(' ')
      return [plural, singular]
    }),
)
