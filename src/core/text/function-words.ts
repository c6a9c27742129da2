/**
 * The small words that hold sentences together, of the languages that most feeds are in. They are four words in ten of any
 * running text and hardly ever part of a name, so a text with enough of them has told its language, at a hundredth of
 * what it costs to weigh all its letters.
 */
const FUNCTION_WORDS = {
  en: 'the of and to in for is on that with by be are was this from at as will has have it not an or which were their its they been would than who what how all',
  fr: 'le la les de des du et en un une est dans pour que qui sur par au aux ne pas ce cette il elle sont a à avec plus se ou être leur leurs nous ces ses son sa d l qu s n été ont entre',
  de: 'der die das und in den von zu mit für auf ist im des dem nicht ein eine einen einem einer eines als auch es an werden aus er hat dass sie nach wird bei sind noch um am sich zur zum über wie oder was vor',
  es: 'de la que el en y a los del se las por un para con no una su al es lo como más o sus le ha este esta son entre también fue sobre desde hasta e sin uno dos',
  pt: 'de a o que e do da em um para com não uma os no se na por mais as dos como ao aos das à às seu sua ou é foi pelo pela são nos nas também sobre até entre',
  it: 'di e il la che in a per un del è non della con le i si da una dei nel alla gli al sono delle più lo anche ha dal dalla ai come l d nella sul sulla degli hanno su o',
  nl: 'de het een van en in is dat op te voor met zijn niet aan er om die ook als bij door uit naar wordt of over heeft worden tot deze dan wat hun',
} as const

export type PlainLanguage = keyof typeof FUNCTION_WORDS

const LANGUAGES = Object.keys(FUNCTION_WORDS) as readonly PlainLanguage[] // its own keys

/** The languages that have a word, as places in LANGUAGES. */
const LANGUAGES_OF = new Map<string, number[]>()
for (const [place, language] of LANGUAGES.entries()) {
  for (const word of FUNCTION_WORDS[language].split(' ')) {
    LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), place])
  }
}

/** Two point to a language. To settle it, so many different ones must be there: `de` alone is in the names of half the world. */
const MIN_LEANING = 2
const MIN_DIFFERENT = 4
/** Share of all words; with fewer they are words of another language that look the same. */
const MIN_SHARE = 0.15
/** Times as many as the next language has: neighbours share a third of their small words. */
const MIN_LEAD = 1.6

/** Latin letters; a class of few is found faster than all the letters of Unicode. */
const WORD = /[a-z\u00df-\u024f]+/g

export type FunctionWords = {
  /** The language that most of them belong to; null without a clear one. */
  readonly language: PlainLanguage | null
  /** Whether they settle the matter. */
  readonly isPlain: boolean
}

/** What the function words of a text say of its language. */
export function weighFunctionWords(text: string): FunctionWords {
  const counts = LANGUAGES.map(() => 0)
  const different = LANGUAGES.map(() => 0)
  const seen = new Set<string>()
  const words = text.toLowerCase().match(WORD) ?? []
  for (const word of words) {
    const places = LANGUAGES_OF.get(word)
    if (places === undefined) continue
    const isNew = !seen.has(word)
    seen.add(word)
    for (const place of places) {
      counts[place] = (counts[place] ?? 0) + 1
      if (isNew) different[place] = (different[place] ?? 0) + 1
    }
  }
  const [best = 0, next = 0] = counts.toSorted((a, b) => b - a)
  const isLeaning =
    best >= MIN_LEANING && best >= words.length * MIN_SHARE && best >= next * MIN_LEAD
  if (!isLeaning) return { language: null, isPlain: false }
  const place = counts.indexOf(best)
  return {
    language: LANGUAGES[place] ?? null,
    isPlain: (different[place] ?? 0) >= MIN_DIFFERENT,
  }
}
