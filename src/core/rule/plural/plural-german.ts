/**
 * The endings of number and case of German nouns, and of adjectives that show themselves as such, folded away:
 * Verträge, Reaktoren, erneuerbaren. The result is a key to compare by, not always a word. Umlauts are already
 * folded, those that are written as two letters here, and compounds are not taken apart.
 *
 * Where an ending may as well make another word, it stays, because a wrong hit is worse than a missed form:
 * -er makes a plural of some forty nouns alone (Länder) and a person of all others (Verbraucher, Arbeiter); -e
 * and -en belong to short words more often than to their plural (Seite and seit, Ware and war).
 */
export function foldGermanPlural(word: string): string {
  return foldEndings(withoutTranscription(word))
}

function foldEndings(word: string): string {
  if (word.length < 4 || KEPT.has(word)) return word
  const known = KNOWN.get(word)
  // the key of a word is not always the word: selten loses its n
  if (known !== undefined) return foldEndings(known)
  const folded = foldOnce(word)
  return folded === word ? word : foldEndings(folded)
}

/**
 * Zoelle is Zölle, whose umlaut is already folded; ue behind a vowel or q (Steuer, Quelle), in -uell and at the end of Statuen
 * is none. What is changed by chance (Israel) is so in the rule as well.
 */
function withoutTranscription(word: string): string {
  return word.replaceAll(TRANSCRIPTION, '$1$2$3')
}

const TRANSCRIPTION = /([ao])e|(?<![aeioqdnstvx])(u)e|(?<=[dnstvx])(u)e(?!ll|n?$)/g

/** The forms that a word is folded over, itself and the key among them: abkommens, abkommen, abkomm. */
export function listGermanForms(word: string): readonly string[] {
  const plain = withoutTranscription(word)
  const forms = plain === word ? [word] : [word, plain]
  for (let folded = plain; ; forms.push(folded)) {
    const next = foldOnce(folded)
    if (next === folded || folded.length < 4 || KEPT.has(folded) || KNOWN.has(folded)) break
    folded = next
  }
  const key = foldGermanPlural(word)
  return forms.includes(key) ? forms : [...forms, key]
}

/** Shorter words keep -e and -en. */
const MIN_STEM = 5

function foldOnce(word: string): string {
  const plural = PLURAL.exec(word)
  if (plural !== null) return `${plural[1]}${SINGULAR.get(plural[2] ?? plural[3] ?? '') ?? ''}`
  const adjective = ADJECTIVE.exec(word)?.[1]
  if (adjective !== undefined && adjective.length >= MIN_STEM) return adjective
  if (/.{3}[dgklnrst]innen$/.test(word)) return word.slice(0, -3)
  if (/e[lr]n$/.test(word) && word.length > MIN_STEM) return word.slice(0, -1)
  if (word.endsWith('niss')) return word.slice(0, -1)
  const ending = /e[ns]?$/.exec(word)?.[0] ?? ''
  if (ending !== '' && word.length - ending.length >= MIN_STEM) return word.slice(0, -ending.length)
  if (ending === 'en' && word.length > 4) return word.slice(0, -1)
  const isGenitive = /[abdfghklmnoprtwy]s$/.test(word) && !word.endsWith('los')
  return isGenitive && word.length >= 5 ? word.slice(0, -1) : word
}

/** What an ending would make another word of, or a person. */
const KEPT: ReadonlySet<string> = new Set(
  `wegen fallen planen lohnen passen wollen sollen machte machten rechts links bereits falls teils mittels zwecks seitens
  namens anders besonders jeweils abends morgens stets guter westen osten norden suden
  bayern sachsen hessen luzern hamas modern intern extern konzern
  auslander inlander hollander englander irlander islander thailander neuseelander schottlander finnlander estlander
  rheinlander burgenlander fischer tischler glaubiger ausbilder`.split(/\s+/),
)

/** Nouns with a plural in -er, by themselves and in compounds. */
const IN_ER = pairsOf(
  `amter amt, bader bad, bander band, bilder bild, blatter blatt, bretter brett, bucher buch, dacher dach,
  denkmaler denkmal, dorfer dorf, facher fach, felder feld, gelder geld, glaser glas, graber grab, hauser haus,
  holzer holz, huhner huhn, irrtumer irrtum, kinder kind, kleider kleid, korner korn, krauter kraut, lander land,
  lichter licht, lieder lied, locher loch, manner mann, glieder glied, rader rad, rander rand, reichtumer reichtum,
  rinder rind, schilder schild, schlosser schloss, schwerter schwert, taler tal, tucher tuch, volker volk,
  walder wald, worter wort, guter gut`,
)

/** Foreign nouns that lose their ending, in compounds too: Rechenzentren. Studien are those of Studie, and Daten are seldom dates. */
const FOREIGN =
  pairsOf(`medien medium, ministerien ministerium, kriterien kriterium, gremien gremium, firmen firma,
  themen thema, zentren zentrum, museen museum, risiken risiko, konten konto, viren virus, memoranden memorandum,
  referenden referendum, stipendien stipendium, territorien territorium, laboratorien laboratorium, prinzipien prinzip,
  materialien material, mineralien mineral, praktika praktikum`)

const SINGULAR: ReadonlyMap<string, string> = new Map([...IN_ER, ...FOREIGN])
/** Of these no further ending is known but the n of the dative in -ern. */
const PLURAL = new RegExp(
  `^(.*)(?:(${[...IN_ER.keys()].join('|')})n?|(${[...FOREIGN.keys()].join('|')}))$`,
)

/** Adjectives by their suffix: digitale, europäischer, erneuerbaren. */
const ADJECTIVE =
  /^(.+(?:isch|lich|ig|bar|sam|haft|los|al|iv|nell|uell|iell|ar|ant|ent))(?:e[rmns]?)$/

/** Forms of short words: their endings are given, because none may be guessed. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ...formsOf(
    'jahr werk ziel teil tag zug flug ort boot gas hof kern sitz netz pakt kurs atom berg zoll satz zins stab',
    ['e', 'en', 'es'],
  ),
  ...formsOf('weg fall plan rat haus land kind feld geld bild buch wald volk amt wort mann', [
    'es',
  ]),
  ...formsOf('weg fall plan haus', ['e']),
  ...formsOf('arzt lohn pass wert', ['e', 'en', 'es']),
  ...formsOf('weg rat tag ort zug hof amt', ['s']),
  ...formsOf('bank zahl wahl zeit frau art form norm last tat bahn herr tur uhr', ['en']),
  ...formsOf('grun neu klein gross rot weiss blau frei', ['e', 'er', 'en', 'em', 'es']),
  // in the names of institutions and of what is traded: seltener Erden, Hoher Vertreter, im Nahen Osten
  ...formsOf('deutsch selten vereint oberst schwarz offen', ['er', 'em', 'en', 'es', 'e']),
  ...formsOf('hohe nahe', ['r', 'm', 's', 'n']),
])

function formsOf(
  words: string,
  endings: readonly string[],
): readonly (readonly [string, string])[] {
  return words
    .split(' ')
    .flatMap((word) => endings.map((ending) => [`${word}${ending}`, word] as const))
}

function pairsOf(list: string): ReadonlyMap<string, string> {
  return new Map(
    list.split(',').map((pair) => {
      const [plural = '', singular = ''] = pair.trim().split(' ')
      return [plural, singular]
    }),
  )
}
