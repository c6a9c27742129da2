import { countScripts, type Script, type ScriptCounts } from './count-scripts.ts'
import { type FunctionWords, weighFunctionWords } from './function-words.ts'
import { rankByTrigrams } from './rank-by-trigrams.ts'
import { languageOfScript } from './script-language.ts'

/**
 * Which language is a text in?
 *
 * First its script is looked at: Hangul is Korean, kana Japanese, and most scripts are written by one language of weight.
 * For Latin letters the small words of the text are counted (`the`, `der`, `les`), which settles nearly every release of
 * a few sentences. Where they do not, the groups of three letters are compared with those of many languages.
 *
 * A wrong answer costs more than none: unknown is folded as English, which is wrong by a plural at worst. So names,
 * codes and headlines of a few words stay unknown, and where the two ways for Latin letters differ, mostly neither is believed.
 */
export type TextLanguage = {
  /** The script that most of the text is in; null when it has no letters. */
  readonly script: Script | null
  /** Its letters. */
  readonly letterCount: number
  /** ISO 639; null where it is not certain enough. */
  readonly language: string | null
  /** Whether the letters alone decided, or the words. */
  readonly by: 'script' | 'words'
}

/** Enough to know a language by; what a page says further down is in the same one. */
const MAX_CHARS = 1_500
const MAX_WORDS_CHARS = 600
const MAX_TRIGRAM_CHARS = 300

/** A syllable or a character says what several letters say. */
const DENSE_WEIGHT = 4
const DENSE: ReadonlySet<Script> = new Set(['Hangul', 'kana', 'Han'])

/**
 * The languages that trigrams are compared with, by the names that franc has for them: those of ministries that are
 * watched, and their neighbours, which would otherwise be taken for them.
 */
const CANDIDATES: Readonly<Partial<Record<Script, Readonly<Record<string, string>>>>> = {
  Latin: {
    eng: 'en',
    fra: 'fr',
    deu: 'de',
    spa: 'es',
    por: 'pt',
    ita: 'it',
    nld: 'nl',
    cat: 'ca',
    glg: 'gl',
    swe: 'sv',
    dan: 'da',
    nob: 'no',
    fin: 'fi',
    pol: 'pl',
    ces: 'cs',
    slk: 'sk',
    hun: 'hu',
    ron: 'ro',
    tur: 'tr',
    ind: 'id',
    vie: 'vi',
    afr: 'af',
    hrv: 'hr',
    slv: 'sl',
    ekk: 'et',
    lit: 'lt',
    lvs: 'lv',
    tgl: 'tl',
    swh: 'sw',
    als: 'sq',
  },
  Devanagari: { hin: 'hi', mar: 'mr', nep: 'ne' },
}

/** Below it a text is a handful of names. */
const MIN_LETTERS = 40
/**
 * How far ahead of the next language the best must be, times the root of the number of characters, for chance evens out
 * with length. Little will do where the small words say the same, much is needed where they point elsewhere.
 */
const MIN_LEAD = { agreed: 0.2, alone: 1, against: 2 } as const

/** Links and the hosts of addresses, from the sign that tells them: to look for what stands before it takes long in text without spaces. */
const ADDRESSES = /(?:\/\/|@|www\.)\S*/gu
const MAY_BE_ADDRESS: readonly string[] = ['//', '@', 'www.']
/** What stands in brackets is often the name of something in the other language, in Seoul as in Geneva. */
const BRACKETED = /[(（][^()（）]{1,80}[)）]/gu

/** The languages that are told from each other by words; of all others nothing is known but the script. */
export const LANGUAGES_BY_WORDS: ReadonlySet<string> = new Set(
  Object.values(CANDIDATES).flatMap((languages) => Object.values(languages)),
)

/** The language of a text, judged by its beginning. */
export function detectLanguage(text: string): TextLanguage {
  const beginning = text.slice(0, MAX_CHARS)
  // most texts have neither, which is seen sooner than looked for sign by sign
  const sample = MAY_BE_ADDRESS.some((sign) => beginning.includes(sign))
    ? beginning.replace(ADDRESSES, ' ')
    : beginning
  const running = /[(（]/u.test(sample) ? sample.replace(BRACKETED, ' ') : sample
  const counts = countScripts(running)
  return counts.size === 0 ? judge(sample, countScripts(sample)) : judge(running, counts)
}

function judge(text: string, counts: ScriptCounts): TextLanguage {
  const script = findMainScript(counts)
  if (script === null) return { script, letterCount: 0, language: null, by: 'script' }
  const letterCount = counts.get(script) ?? 0
  const certain = languageOfScript(text, script, counts)
  if (certain !== null) return { script, letterCount, language: certain, by: 'script' }
  return { script, letterCount, language: findByWords(text, script, letterCount), by: 'words' }
}

/** The script that says most. Han and kana count as one, for Japanese mixes them. */
function findMainScript(counts: ScriptCounts): Script | null {
  const eastAsian = (counts.get('kana') ?? 0) + (counts.get('Han') ?? 0)
  let main: Script | null = null
  let most = 0
  for (const [script, count] of counts) {
    const letters = script === 'kana' || script === 'Han' ? eastAsian : count
    const weight = DENSE.has(script) ? letters * DENSE_WEIGHT : letters
    if (weight > most) [main, most] = [script, weight]
  }
  return main
}

function findByWords(text: string, script: Script, letterCount: number): string | null {
  const candidates = CANDIDATES[script]
  if (candidates === undefined) return null
  const words = weighFunctionWords(text.slice(0, MAX_WORDS_CHARS))
  if (words.isPlain) return words.language
  return letterCount < MIN_LETTERS ? null : findByTrigrams(text, candidates, words)
}

function findByTrigrams(
  text: string,
  candidates: Readonly<Record<string, string>>,
  words: FunctionWords,
): string | null {
  const sample = text.slice(0, MAX_TRIGRAM_CHARS)
  const [best, next] = rankByTrigrams(sample, Object.keys(candidates))
  const language = best === undefined ? undefined : candidates[best[0]]
  if (language === undefined) return null
  const lead = (1 - (next?.[1] ?? 0)) * Math.sqrt(sample.length)
  return lead >= MIN_LEAD[compare(words.language, language)] ? language : null
}

function compare(words: string | null, trigrams: string): keyof typeof MIN_LEAD {
  if (words === null) return 'alone'
  return words === trigrams ? 'agreed' : 'against'
}
